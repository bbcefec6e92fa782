"""The shapes that the API answers in; the description of the API is made from these classes.

Money is a text with all its digits (đồng). A text that nobody stated is empty, a number or a day
null. Names are those of the field in English; values are as published, in Vietnamese.
"""

from datetime import date, datetime, time

from pydantic import BaseModel, ConfigDict

from commune_site.procedures.records import ProcedureRecord


class Shape(BaseModel):
    """A shape that holds exactly what it names."""

    model_config = ConfigDict(extra="forbid")


class Authority(Shape):
    """Who publishes: code of the administrative unit, name, ``province`` or ``commune``."""

    code: str
    name: str
    level: str
    url: str


class File(Shape):
    """A file to download."""

    title: str
    url: str
    size_bytes: int | None


class Item(Shape):
    """What every published item states."""

    id: int
    url: str
    api_url: str
    title: str
    summary: str
    kind: str
    reference: str
    section: str
    section_name: str
    authority: Authority
    published_on: date
    modified_at: datetime | None
    shown_until: date | None
    source: str
    is_sample: bool


class WholeItem(Item):
    """An item with its text and its files."""

    text: str
    author: str
    files: list[File]
    dublin_core_url: str


class Column(Shape):
    """A column of a table: ``kind`` is text, number, year or date."""

    name: str
    kind: str
    unit: str


class Figures(Shape):
    """A table of figures; a cell is a text, numbers with all their digits, or null."""

    title: str
    note: str
    columns: list[Column]
    rows: list[list[str | None]]
    csv_url: str
    xlsx_url: str


class ItemWithFigures(WholeItem):
    """An item with its text, its files and its tables."""

    tables: list[Figures]


class LegalDocument(Item):
    """What a legal document states of itself."""

    number: str
    document_type: str
    issuer: str
    issued_on: date | None
    effective_on: date | None
    expired_on: date | None
    effect: str
    signatory: str
    signatory_post: str


class WholeLegalDocument(WholeItem, LegalDocument):
    """A legal document with its text and files."""


class Disclosure(Item):
    """What a disclosure states of itself."""

    what: str
    decision_number: str
    decided_on: date | None
    legal_basis: str
    period_year: int | None
    period_number: int | None
    total_revenue: str | None
    total_expenditure: str | None


class WholeDisclosure(ItemWithFigures, Disclosure):
    """A disclosure with its text, files and tables."""


class Project(Item):
    """What a project states of itself; ``progress`` in per cent."""

    sector: str
    project_type: str
    stage: str
    investor: str
    contractor: str
    location: str
    starts_on: date | None
    ends_on: date | None
    finished_on: date | None
    progress: int | None
    progress_on: date | None


class WholeProject(WholeItem, Project):
    """A project with its text and files."""


class Schedule(Item):
    """A schedule of a week or a month."""

    first_day: date


class Appointment(Shape):
    """An entry of a schedule."""

    day: date
    starts: time
    ends: time | None
    content: str
    chair: str
    participants: str
    place: str


class WholeSchedule(WholeItem, Schedule):
    """A schedule with its appointments."""

    appointments: list[Appointment]


class Answer(Item):
    """A question of common interest."""

    question: str
    field: str


class WholeAnswer(WholeItem, Answer):
    """A question with its answer, which is the text."""


class Procedure(Shape):
    """An administrative procedure, by its national code."""

    id: str
    url: str
    api_url: str
    name: str
    field: str
    online_service: str
    version: int
    changed_at: datetime
    is_sample: bool


class WholeProcedure(Procedure):
    """A procedure with everything that the national database states of it."""

    record: ProcedureRecord


class Unit(Shape):
    """A unit of an authority, or a village."""

    id: int
    url: str
    api_url: str
    name: str
    kind: str
    authority: Authority
    belongs_to: int | None
    organisation_code: str
    address: str
    telephone: str
    email: str
    households: int | None
    inhabitants: int | None
    latitude: float | None
    longitude: float | None
    modified_at: datetime | None
    is_sample: bool


class WholeUnit(Unit):
    """A unit with its functions."""

    functions: str
    decision: str


class Official(Shape):
    """Who holds a post today, as the directory of officials shows it."""

    id: int
    api_url: str
    name: str
    post: str
    unit: str
    unit_id: int
    authority: Authority
    telephone: str
    email: str
    is_leader: bool
    is_head: bool
    since: date | None
    term: str
    is_sample: bool


class WholeOfficial(Official):
    """An official with the duties that were assigned."""

    duties: str


class Links(Shape):
    """Addresses of this page of a list, and of the next one (null: this is the last)."""

    self: str
    next: str | None


class Licence(Shape):
    """Under which terms the data may be reused."""

    name: str
    url: str


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
