"""Fills a place with its people, and with pictures and files."""

import io
from urllib.parse import urlsplit

from reportlab.pdfgen.canvas import Canvas
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    APIToken,
    Collection,
    CollectionViewRestriction,
    Site,
)
from wagtail.users.models import UserProfile

from commune_site.models import PortalPage
from documents.models import (
    DocumentFilePage,
    DocumentImport,
    ImportedRow,
    IntakeItem,
    Reading,
)
from portal_network.tenancy.models import Commune, Role
from portal_network.tenancy.models.memberships import COMMUNE_ROLES, PROVINCE_ROLES
from tests.factories import (
    make_file,
    make_image,
    make_user,
)
from tests.isolation.places import Place


def name_place(place: Place) -> None:
    """Put the open word into the names that provisioning gave."""
    authority = place.authority
    name = f"{authority.name} {place.open_word}"
    type(authority).objects.filter(pk=authority.pk).update(
        name=name,
        address=f"Số 1 {place.open_word}",
        phone="02053 000 111",
        email=f"vanthu@{place.open_word}.invalid",
        person_responsible=f"Người phụ trách {place.open_word}",
    )
    Site.objects.filter(pk=authority.site_id).update(site_name=name)
    Collection.objects.filter(pk=authority.collection_id).update(name=name)
    PortalPage.objects.filter(pk=authority.root_page_id).update(title=name, draft_title=name)
    authority.refresh_from_db()


def add_people(place: Place) -> None:
    """Give the place one person per role, with the secret word in name and address."""
    roles = COMMUNE_ROLES if isinstance(place.authority, Commune) else PROVINCE_ROLES
    for role in roles:
        place.people[role] = _person(place, role)
    for role in roles:
        holder = place.people[role]
        UserProfile.get_for_user(holder)
        APIToken.objects.create(
            user=holder, name=f"khoa {place.secret_word}", key_hash=holder.username
        )


def _person(place: Place, role: str):
    name = f"{place.secret_word}.{role}"
    return make_user(
        role,
        place.authority,
        username=name,
        email=f"{name}@vidu.invalid",
        last_name=f"Họ {place.secret_word}",
        first_name=Role(role).label,
    )


def head_of(place: Place):
    """Return whoever administers the place."""
    return place.people.get(Role.SITE_ADMINISTRATOR) or place.people[Role.PROVINCE_ADMINISTRATOR]


def add_media(place: Place) -> None:
    """Store pictures and files: some that pages show, some that nobody published."""
    head = head_of(place)
    for model, make in ((get_image_model(), make_image), (get_document_model(), make_file)):
        for word in (place.open_word, place.secret_word):
            extra = {"filename": f"{word}.pdf"} if model is get_document_model() else {}
            made = make(place.authority, title=f"Tư liệu {word}", uploaded_by_user=head, **extra)
            made.tags.add(f"nhan {place.secret_word}")
            place.sample(model, made.pk)
    for key in place.samples[get_document_model()]:
        DocumentFilePage.everywhere.create(
            document_id=key, number=1, text=f"Nội dung {place.secret_word}"
        )
    _add_dropped_file(place, head)
    _add_private_collection(place)


def _add_dropped_file(place: Place, head) -> None:
    word, content = place.secret_word, io.BytesIO()
    canvas = Canvas(content)
    canvas.drawString(90, 700, "Ke hoach")
    canvas.save()
    document = make_file(
        place.authority, content.getvalue(), f"{word}-cho-xac-nhan.pdf", title=f"Chờ {word}",
        uploaded_by_user=head,
    )  # fmt: skip
    proposal = {"value": word, "passage": word, "page": 1, "confidence": 0.5}
    item = IntakeItem.everywhere.create(
        document=document, parent_id=place.authority.root_page_id, owner=head,
        reading=Reading.DONE, proposals={"title": proposal}, page_count=1, pages_read=[1],
    )  # fmt: skip
    place.sample(IntakeItem, item.pk)
    batch = DocumentImport.everywhere.create(
        parent=PortalPage.everywhere.get(pk=place.authority.root_page_id),
        owner=head_of(place), name=f"{word}.zip", state=DocumentImport.State.CHECKED,
    )  # fmt: skip
    ImportedRow.everywhere.create(
        batch=batch, number=1, file_name=f"{word}.pdf", values={"title": word},
        outcome=ImportedRow.Outcome.REFUSED, remarks=[word],
    )  # fmt: skip
    place.sample(DocumentImport, batch.pk)


def _add_private_collection(place: Place) -> None:
    closed = place.authority.collection.add_child(name=f"Kho {place.secret_word}")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    hidden = make_file(
        place.authority,
        content=f"%PDF-1.7 {place.secret_word}".encode(),
        filename=f"{place.closed_word}.pdf",
        title=f"Tệp kín {place.secret_word}",
        collection=closed,
    )
    place.sample(get_document_model(), hidden.pk)
    place.secret_paths += [urlsplit(hidden.url).path, hidden.file.url]
