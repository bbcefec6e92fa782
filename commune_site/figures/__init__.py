"""Tables of figures: uploaded as XLSX or CSV, kept as typed data, shown as table and as chart.

A page type takes part with three things:

- rows: ``class ReportFigures(AbstractFigures)`` with a ``ParentalKey`` whose ``related_name`` is
  ``"figures"`` (:mod:`commune_site.figures.models`);
- the page: ``class ReportPage(FiguresMixin, PortalPage)`` with ``figures_panel()`` among its panels
  (:mod:`commune_site.figures.pages`, :mod:`commune_site.figures.panels`);
- its template: ``{% include "components/figures.html" %}``, and in the block ``head``
  ``{% include "components/figures_styles.html" %}``.

Figures that are not uploaded (sums of other rows) are made as ``Table(columns, rows)`` and shown
by the same component through :func:`commune_site.figures.presentation.shown_figures`.
docs/figures.md says what files may hold.
"""
