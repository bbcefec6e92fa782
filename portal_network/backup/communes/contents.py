"""Names of rows inside of texts, blocks and revisions, told anew where rows have other keys."""

import json
import re

from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text.rewriters import FIND_A_TAG, FIND_EMBED_TAG, extract_attrs

from portal_network.backup.communes.keys import Keys, keys_to_others
from portal_network.backup.communes.rows import Row

_ID = re.compile(r'(\bid=")([^"]*)(")')


class Contents:
    """Tells the contents of rows which keys the rows they name have here."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._linked = {
            "page": Page,
            "document": get_document_model(),
            "image": get_image_model(),
        }

    def tell(self, model: type[Model], row: Row) -> None:
        """Change the texts and blocks of a row of one table in place."""
        for field in model._meta.local_concrete_fields:
            value = row.get(field.column)
            if value is not None:
                row[field.column] = self._told(field, value)

    def tell_revision(self, model: type[Model], content: Row) -> None:
        """Change the content of a revision in place: keys, texts, and what hangs on the row."""
        for field in model._meta.concrete_fields:
            value = content.get(field.name)
            if value is None:
                continue
            if field.is_relation:
                content[field.name] = self._keys.of(field.related_model, value) or None
            else:
                content[field.name] = self._told(field, value)
        if "pk" in content:
            content["pk"] = self._keys.of(model, content["pk"])
        for relation in get_all_child_relations(model):
            for child in content.get(relation.get_accessor_name()) or ():
                self.tell_revision(relation.related_model, child)

    def _told(self, field, value: object) -> object:
        if isinstance(field, RichTextField):
            return self._html(value)
        if isinstance(field, StreamField):
            # A revision holds it as text.
            if isinstance(value, str):
                told = self._block(field.stream_block, json.loads(value or "[]"))
                return json.dumps(told, ensure_ascii=False)
            return self._block(field.stream_block, value)
        return value

    def _block(self, block: blocks.Block, value: object) -> object:
        match block:
            case _ if value is None:
                return None
            case blocks.RichTextBlock():
                return self._html(value)
            case blocks.ChooserBlock():
                return self._keys.of(block.model_class, value) or None
            case blocks.StructBlock():
                known = block.child_blocks
                return {
                    name: self._block(known[name], part) if name in known else part
                    for name, part in value.items()
                }
            case blocks.StreamBlock():
                return [self._named_part(block.child_blocks, part) for part in value]
            case blocks.ListBlock():
                return [self._listed_part(block.child_block, part) for part in value]
        return value

    def _named_part(self, known, part):
        block = known.get(part["type"])
        return part | {"value": self._block(block, part["value"])} if block else part

    def _listed_part(self, block, part):
        if isinstance(part, dict) and part.get("type") == "item":
            return part | {"value": self._block(block, part["value"])}
        return self._block(block, part)

    def _html(self, html: str) -> str:
        html = FIND_A_TAG.sub(lambda tag: self._tag(tag, "linktype"), html)
        return FIND_EMBED_TAG.sub(lambda tag: self._tag(tag, "embedtype"), html)

    def _tag(self, tag: re.Match, kind: str) -> str:
        model = self._linked.get(extract_attrs(tag.group(1)).get(kind))
        return _ID.sub(lambda named: self._key(model, named), tag.group()) if model else tag.group()

    def _key(self, model: type[Model], named: re.Match) -> str:
        old = int(named[2]) if named[2].isdigit() else named[2]
        return f"{named[1]}{self._keys.of(model, old)}{named[3]}"


def tell_keys(model: type[Model], row: Row, keys: Keys) -> None:
    """Change the key of a row and those it names in columns, in place."""
    pk = model._meta.pk
    if not pk.is_relation:
        row[pk.column] = keys.of(model, row[pk.column])
    for field in keys_to_others(model):
        value = row[field.column]
        if value is not None:
            told = keys.of(field.related_model, value)
            row[field.column] = None if not told and field.null else told
