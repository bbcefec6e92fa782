"""What a page with tables does: shows them, hands them out as files, describes them to machines."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify

from commune_site.figures.exports import CSV_TYPE, XLSX_TYPE, to_csv, to_xlsx
from commune_site.figures.presentation import ShownFigures, shown_figures
from commune_site.figures.table import Kind, Table
from search.text import fold

# ``?so-lieu=2.xlsx`` is the second table of a page.
DOWNLOAD_PARAMETER = "so-lieu"


class FiguresMixin:
    """Goes before ``PortalPage`` among the bases of a page type with rows of figures."""

    schema_types = ("Dataset",)

    @property
    def offers_figures(self) -> bool:
        """Tell whether tables may be taken away as files: not lists that name people (R83)."""
        return not self.personal_data

    def tables(self) -> list[tuple[object, Table]]:
        """Return the rows that have a table, with it, in the order of the editor."""
        return [(row, row.table) for row in self.figures.all() if row.data]

    def shown_tables(self) -> list[ShownFigures]:
        """Return the tables as the template shows them."""
        offered = self.offers_figures
        return [
            shown_figures(
                table,
                row.title,
                key=str(number),
                chart=row.chart,
                note=row.note,
                csv_url=_address(number, "csv") if offered else "",
                xlsx_url=_address(number, "xlsx") if offered else "",
            )
            for number, (row, table) in enumerate(self.tables(), start=1)
        ]

    def table_addresses(self, number: int) -> tuple[str, str]:
        """Return the full addresses of a table (counted from 1) as CSV and as XLSX."""
        return tuple(self.full_url + _address(number, kind) for kind in ("csv", "xlsx"))

    @property
    def plain_text(self) -> str:
        """Add the names of tables, columns and lines to what search finds, but never people's."""
        words = [super().plain_text]
        for row, table in self.tables() if self.pk and self.offers_figures else ():
            words += [row.title, *(column.name for column in table.columns)]
            words += [table.label(line) for line in table.rows]
        return " ".join(words)

    def structured_data(self) -> list[dict]:
        """Add each table as a ``Dataset`` of schema.org with its files."""
        offered = self.tables() if self.offers_figures else []
        return super().structured_data() + [
            self._dataset(number, row, table) for number, (row, table) in enumerate(offered, 1)
        ]

    def _dataset(self, number: int, row, table: Table) -> dict:
        address = self.full_url
        measured = [
            {"@type": "PropertyValue", "name": column.name}
            | ({"unitText": column.unit} if column.unit else {})
            for column in table.columns
            if column.kind is Kind.NUMBER
        ]
        dataset = {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": f"{address}#bang-{number}",
            "name": row.title,
            "description": row.note or table.note or self.summary or self.title,
            "url": address,
            "inLanguage": "vi",
            "datePublished": self.disclosed_on.isoformat(),
            "isAccessibleForFree": True,
            "creator": {"@type": "GovernmentOrganization", "name": self.tenant.authority_name},
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": media_type.partition(";")[0],
                    "contentUrl": address + _address(number, kind),
                }
                for kind, media_type in (("csv", CSV_TYPE), ("xlsx", XLSX_TYPE))
            ],
        }
        return dataset | ({"variableMeasured": measured} if measured else {})

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the tables."""
        return super().get_context(request, *args, **kwargs) | {"figures": self.shown_tables()}

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer with the page, or with one table of it as a file.

        Raises:
            Http404: there is no such table, or it is not handed out.
        """
        if name := request.GET.get(DOWNLOAD_PARAMETER):
            return self._download(name)
        return super().serve(request, *args, **kwargs)

    def _download(self, name: str) -> HttpResponse:
        number, _, kind = name.partition(".")
        tables = self.tables() if self.offers_figures else []
        is_there = number.isascii() and number.isdigit() and len(number) < 4
        if not is_there or kind not in ("csv", "xlsx") or not 1 <= int(number) <= len(tables):
            raise Http404
        row, table = tables[int(number) - 1]
        if kind == "csv":
            response = HttpResponse(to_csv(table), content_type=CSV_TYPE)
        else:
            response = HttpResponse(to_xlsx(table, row.title), content_type=XLSX_TYPE)
        file_name = slugify(fold(row.title))[:80] or "so-lieu"
        response["Content-Disposition"] = f'attachment; filename="{file_name}.{kind}"'
        response["X-Robots-Tag"] = "noindex"
        return response


def _address(number: int, kind: str) -> str:
    return f"?{DOWNLOAD_PARAMETER}={number}.{kind}"
