"""Lists, choosers, uploads and bulk actions of pictures and files know one's own alone."""

import json
from html import unescape

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file_jpeg
from wagtail.models import Collection, UploadedFile
from wagtail.test.utils.form_data import nested_form_data

from commune_site.models import PortalImage
from documents.models import PortalDocument
from portal_network.accounts.models import User
from tests.factories import attach, make_article, make_file, make_image, make_user
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

ADMIN = "/quan-tri/"
FOREIGN = "ZZ bí mật của Quốc Khánh"
OWN = "AA của Tam Thanh"
NEVER = 99_999_999
# folder in the address, name in bulk actions, builder, model, field of the upload
KINDS = {
    "images": ("commune_site/portalimage", make_image, PortalImage),
    "documents": ("documents/portaldocument", make_file, PortalDocument),
}
both = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def approver(network, client_for) -> Client:
    return client_for(network.communes[0], user=make_user("approver", TAM_THANH))


@pytest.fixture
def administrator(network, client_for) -> Client:
    user = make_user("province_administrator", network.province)
    return client_for(network.province, user=user)


def tagged(kind: str, place: str, title: str, *tags: str):
    row = KINDS[kind][1](place, title=title)
    row.tags.add(*tags)
    row.save()
    return row


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    kind = answer.headers["Content-Type"]
    return str(answer.json()) if "json" in kind else unescape(answer.content.decode())


def picture(title: str = "Ảnh mới") -> dict:
    file = get_test_image_file_jpeg(filename="moi.jpg", size=(80, 60))
    return {"title": title, "file": SimpleUploadedFile("moi.jpg", file.file.getvalue())}


def upload(kind: str) -> dict:
    if kind == "images":
        return picture()
    return {"title": "Tệp mới", "file": SimpleUploadedFile("moi.txt", b"Xin")}


@both
@pytest.mark.parametrize(
    "address",
    [
        "{kind}/", "{kind}/results/", "{kind}/?q=ZZ", "{kind}/?tag=mật", "{kind}/?layout=list",
        "{kind}/?collection_id={foreign}", "{kind}/chooser/", "{kind}/chooser/results/",
        "{kind}/chooser/?q=ZZ", "{kind}/chooser/?tag=mật", "{kind}/chooser/?multiple=1",
        "{kind}/chooser/results/?collection_id={foreign}", "{kind}/add/", "{kind}/multiple/add/",
        "{kind}/chooser/create/",
    ],
)  # fmt: skip
def test_lists_and_choosers_name_nothing_from_elsewhere(kind, address, network, approver):
    tagged(kind, QUOC_KHANH, FOREIGN, "mật")
    tagged(kind, TAM_THANH, OWN, "công khai")
    theirs = network.communes[1].collection
    text = text_of(approver.get(ADMIN + address.format(kind=kind, foreign=theirs.pk)))
    assert FOREIGN not in text
    echo = "mật không có trong danh sách"
    assert "mật" not in text.replace("bảo mật", "").replace("tag=mật", "").replace(echo, "")
    assert theirs.name not in text


@both
@pytest.mark.parametrize(
    "address",
    [
        "{kind}/",
        "{kind}/?tag=công+khai",
        "{kind}/chooser/",
        "{kind}/?q=Thanh",
        "{kind}/chooser/?q=AA",
    ],
)
def test_lists_and_choosers_hold_ones_own_rows(kind, address, network, approver):
    tagged(kind, TAM_THANH, OWN, "công khai")
    assert OWN in text_of(approver.get(ADMIN + address.format(kind=kind)))


def test_tags_of_ones_own_pictures_filter_list_and_chooser(network, approver):
    tagged("images", TAM_THANH, OWN, "công khai")
    tagged("images", QUOC_KHANH, FOREIGN, "mật")
    for address in ("images/", "images/chooser/"):
        assert "công khai" in text_of(approver.get(ADMIN + address))


def test_words_are_searched_for_among_the_pictures_of_a_tag(network, approver):
    tagged("images", TAM_THANH, f"{OWN} đình làng", "công khai")
    text = text_of(approver.get(f"{ADMIN}images/chooser/results/?q=đình&tag=công khai"))
    assert OWN in text
    assert OWN not in text_of(approver.get(f"{ADMIN}images/chooser/results/?q=chùa&tag=công khai"))


def test_the_province_filters_by_the_collections_of_its_communes(network, administrator):
    hue = build_network(HUE, communes=1).communes[0]
    text = text_of(administrator.get(f"{ADMIN}images/"))
    assert network.communes[1].collection.name in text
    assert hue.collection.name not in text


@pytest.mark.parametrize("term", ["", "m", "mật", "c", "%"])
def test_suggested_tags_are_those_of_ones_own_rows(term, network, approver, administrator):
    tagged("images", TAM_THANH, OWN, "công khai")
    tagged("documents", TAM_THANH, OWN, "chuyển đổi số")
    tagged("images", QUOC_KHANH, FOREIGN, "mật")
    address = f"{ADMIN}tag-autocomplete/?term={term}"
    expected = {"c": ["chuyển đổi số", "công khai"]}.get(term, [])
    assert approver.get(address).json() == expected
    if term in {"m", "mật"}:
        assert administrator.get(address).json() == ["mật"]
    assert approver.get(f"{ADMIN}tag-autocomplete/taggit/tag/?term={term}").status_code == 404


def test_a_tag_that_others_made_is_used_again_without_a_word(network, approver):
    theirs = tagged("images", QUOC_KHANH, FOREIGN, "mật")
    own = make_image(TAM_THANH)
    answer = approver.post(f"{ADMIN}images/{own.pk}/", {"title": OWN, "tags": "mật"})
    assert answer.status_code == 302
    assert own.tags.get() == theirs.tags.get()


@both
@pytest.mark.parametrize("address", ["{kind}/add/", "{kind}/chooser/create/"])
def test_an_upload_into_a_foreign_collection_ends_in_ones_own(kind, address, network, approver):
    theirs = network.communes[1].collection
    prefix = {"images": "image", "documents": "document"}[kind] + "-chooser-upload-"
    fields = upload(kind) | {"collection": theirs.pk}
    if "chooser" in address:
        fields = {prefix + name: value for name, value in fields.items()}
    answer = approver.post(ADMIN + address.format(kind=kind), fields)
    assert answer.status_code in {200, 302}
    assert KINDS[kind][2].objects.get().collection == network.communes[0].collection


@both
def test_whoever_has_several_collections_cannot_add_to_a_foreign_one(kind, network, administrator):
    theirs = build_network(HUE, communes=1).communes[0].collection
    for key in (theirs.pk, NEVER):
        fields = upload(kind) | {"collection": key}
        answer = administrator.post(f"{ADMIN}{kind}/add/", fields)
        assert "collection" in answer.context["form"].errors
        assert theirs.name not in text_of(answer)
        assert fields["title"] in text_of(answer)
    assert not KINDS[kind][2].objects.exists()
    own = network.communes[1].collection
    answer = administrator.post(f"{ADMIN}{kind}/add/", upload(kind) | {"collection": own.pk})
    assert answer.status_code == 302
    assert KINDS[kind][2].objects.get().collection == own


@both
def test_several_files_are_never_stored_in_a_foreign_collection(kind, network, approver):
    theirs = network.communes[1].collection
    data = {"collection": theirs.pk, "title": "Nhiều", "files[]": upload(kind)["file"]}
    answer = approver.post(
        f"{ADMIN}{kind}/multiple/add/", data, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert answer.json()["success"], answer.json()
    assert theirs.name not in answer.json()["form"]
    assert KINDS[kind][2].objects.get().collection == network.communes[0].collection


@both
def test_an_upload_of_somebody_else_does_not_exist(kind, network, approver):
    somebody = make_user("approver", TAM_THANH)
    waiting = UploadedFile.objects.create(
        for_content_type_id=1, file=upload(kind)["file"], uploaded_by_user=somebody
    )
    verbs = ("create_from_uploaded_image", "delete_upload")
    if kind == "documents":
        verbs = ("create_from_uploaded_document", "delete_upload")
    for verb in verbs:
        answers = [
            approver.post(
                f"{ADMIN}{kind}/multiple/{verb}/{key}/",
                headers={"X-Requested-With": "XMLHttpRequest"},
            )
            for key in (waiting.pk, NEVER)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
    assert UploadedFile.objects.filter(pk=waiting.pk).exists()


@pytest.mark.parametrize("address", ["images/multiple/add/", "images/chooser/create/"])
def test_a_picture_that_others_have_is_no_duplicate(address, network, approver):
    shot = picture()["file"].read()
    PortalImage.objects.create(
        title=FOREIGN,
        collection=network.communes[1].collection,
        file=SimpleUploadedFile("moi.jpg", shot),
    )
    for own_copies, expected in ((1, False), (2, True)):
        file = SimpleUploadedFile("moi.jpg", shot)
        if "chooser" in address:
            names = {"title": OWN, "file": file}
            data = {f"image-chooser-upload-{name}": value for name, value in names.items()}
            answer = approver.post(ADMIN + address, data)
            assert (answer.json()["step"] == "duplicate_found") is expected
        else:
            answer = approver.post(
                ADMIN + address,
                {"title": OWN, "files[]": file},
                headers={"X-Requested-With": "XMLHttpRequest"},
            )
            assert answer.json()["duplicate"] is expected
        assert FOREIGN not in text_of(answer)
        assert PortalImage.objects.filter(title=OWN).count() == own_copies


@both
def test_where_a_row_is_used_names_no_foreign_page(kind, network, approver):
    own = tagged(kind, TAM_THANH, OWN)
    for place, title in ((QUOC_KHANH, FOREIGN), (TAM_THANH, "Bài của mình")):
        fields = {"lead_image": own, "lead_image_alt": "Cảnh"} if kind == "images" else {}
        page = make_article(place, title=title, **fields)
        if kind == "documents":
            page.attachments.create(document=own)
            page.save()
    text = text_of(approver.get(f"{ADMIN}{kind}/usage/{own.pk}/"))
    assert FOREIGN not in text
    assert "Bài của mình" in text
    address = {"images": f"images/{own.pk}/delete/", "documents": f"documents/delete/{own.pk}/"}
    assert FOREIGN not in text_of(approver.get(ADMIN + address[kind]))


@both
@pytest.mark.parametrize("action", ["add_tags", "add_to_collection", "delete"])
def test_bulk_actions_take_foreign_rows_for_rows_that_never_were(kind, action, network, approver):
    foreign = tagged(kind, QUOC_KHANH, FOREIGN)
    data = {"tags": "xong", "collection": network.communes[0].collection.pk}
    address = f"{ADMIN}bulk/{KINDS[kind][0]}/{action}/"
    for key in (foreign.pk, NEVER):
        assert approver.get(f"{address}?id={key}").status_code == 404
        assert approver.post(f"{address}?id={key}", data).status_code == 404
    kept = KINDS[kind][2].objects.get(pk=foreign.pk)
    assert kept.collection == network.communes[1].collection
    assert not kept.tags.exists()


@both
@pytest.mark.parametrize("parent", ["", "&childOf={own}"])
def test_all_means_all_of_ones_own(kind, parent, network, approver):
    foreign = tagged(kind, QUOC_KHANH, FOREIGN)
    own = tagged(kind, TAM_THANH, OWN)
    query = "?id=all" + parent.format(own=network.communes[0].collection.pk)
    address = f"{ADMIN}bulk/{KINDS[kind][0]}/delete/{query}"
    text = text_of(approver.get(address))
    assert OWN in text
    assert FOREIGN not in text
    assert approver.post(address).status_code == 302
    rows = KINDS[kind][2].objects
    assert rows.filter(pk=foreign.pk).exists()
    assert not rows.filter(pk=own.pk).exists()
    theirs = network.communes[1].collection.pk
    for key in (theirs, NEVER):
        address = f"{ADMIN}bulk/{KINDS[kind][0]}/delete/?id=all&childOf={key}"
        assert approver.get(address).status_code == 404


@both
def test_rows_are_not_moved_to_a_foreign_collection(kind, network, administrator):
    theirs = build_network(HUE, communes=1).communes[0].collection
    own = tagged(kind, TAM_THANH, OWN)
    address = f"{ADMIN}bulk/{KINDS[kind][0]}/add_to_collection/?id={own.pk}"
    for key in (theirs.pk, NEVER):
        answer = administrator.post(address, {"collection": key})
        assert "collection" in answer.context["form"].errors
        assert theirs.name not in text_of(answer)
    assert type(own).objects.get(pk=own.pk).collection == network.communes[0].collection
    wanted = network.communes[1].collection
    assert administrator.post(address, {"collection": wanted.pk}).status_code == 302
    assert type(own).objects.get(pk=own.pk).collection == wanted


def test_single_rows_answer_as_if_they_never_were(network, approver):
    image, file = make_image(QUOC_KHANH, title=FOREIGN), make_file(QUOC_KHANH, title=FOREIGN)
    own_image, own_file = make_image(TAM_THANH), make_file(TAM_THANH)
    addresses = {
        "images/{}/": (image, own_image),
        "images/{}/delete/": (image, own_image),
        "images/usage/{}/": (image, own_image),
        "images/{}/preview/width-40/": (image, own_image),
        "images/chooser/chosen/{}/": (image, own_image),
        "images/chooser/{}/select_format/": (image, own_image),
        "images/chooser/chosen-multiple/?id={}": (image, own_image),
        "documents/edit/{}/": (file, own_file),
        "documents/delete/{}/": (file, own_file),
        "documents/usage/{}/": (file, own_file),
        "documents/chooser/chosen/{}/": (file, own_file),
        "documents/chooser/chosen-multiple/?id={}": (file, own_file),
    }
    for address, (foreign, own) in addresses.items():
        answers = [approver.get(ADMIN + address.format(key)) for key in (foreign.pk, NEVER)]
        assert [answer.status_code for answer in answers] == [404, 404], address
        answer = approver.get(ADMIN + address.format(own.pk), follow=True)
        assert answer.status_code == 200, address
    assert not image.renditions.exists()


def test_the_format_of_ones_own_picture_is_chosen(network, approver):
    own = make_image(TAM_THANH)
    address = f"{ADMIN}images/chooser/{own.pk}/select_format/"
    fields = {"format": "fullwidth", "alt_text": "Cảnh", "image_is_decorative": ""}
    data = {f"image-chooser-insertion-{name}": value for name, value in fields.items()}
    assert approver.post(address, data).json()["step"] == "chosen"


def test_screens_of_collections_are_for_operators(network, approver):
    mine = network.communes[0].collection
    for address in ("collections/", f"collections/{mine.pk}/", "collections/add/"):
        assert approver.get(ADMIN + address).status_code == 404
    assert Collection.objects.filter(pk=mine.pk).exists()


@both
def test_lists_cost_the_same_however_many_communes_there_are(kind, network, administrator):
    def queries() -> int:
        with queries_of() as statements:
            text_of(administrator.get(f"{ADMIN}{kind}/"))
        return len(statements)

    tagged(kind, TAM_THANH, OWN, "công khai")
    queries()
    before = queries()
    for commune in build_network(communes=6).communes[2:]:
        tagged(kind, commune.code, f"Của {commune.name}", "chung")
    # The first visit makes the small pictures.
    queries()
    assert queries() == before


def test_a_malformed_upload_says_what_is_wrong(network, approver):
    data = nested_form_data({"title": "Không phải ảnh"})
    data["file"] = SimpleUploadedFile("moi.jpg", b"kh\xc3\xb4ng ph\xe1\xba\xa3i")
    answer = approver.post(f"{ADMIN}images/add/", data)
    assert "file" in answer.context["form"].errors
    assert "Không phải ảnh" in text_of(answer)
    assert json.dumps(list(PortalImage.objects.values())) == "[]"


def test_a_file_that_a_page_carries_is_not_taken_back(network, approver):
    used, unused = make_file(TAM_THANH), make_file(TAM_THANH)
    attach(make_article(TAM_THANH), used)
    for file, expected in ((used, False), (unused, True)):
        answer = approver.post(f"{ADMIN}documents/multiple/{file.pk}/delete/")
        assert answer.json()["success"] is expected
        assert PortalDocument.objects.filter(pk=file.pk).exists() is not expected


def test_an_upload_that_waits_for_its_title_becomes_a_file(network, approver):
    user = User.objects.get(pk=approver.session["_auth_user_id"])
    waiting = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(PortalDocument),
        file=upload("documents")["file"],
        uploaded_by_user=user,
    )
    address = f"{ADMIN}documents/multiple/create_from_uploaded_document/{waiting.pk}/"
    refused = approver.post(address)
    assert refused.json()["success"] is False
    answer = approver.post(address, {f"uploaded-document-{waiting.pk}-title": "Kế hoạch"})
    assert answer.json()["success"] is True, answer.json()
    assert PortalDocument.objects.get().collection == network.communes[0].collection
