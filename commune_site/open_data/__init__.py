"""Open data: what everybody may reuse, for machines (Decree 165/2025, R26, R27, R106, R111).

One selection (:mod:`.selection`) decides what is open; the read API, the catalogue of datasets, the
export of metadata and the harvesting protocol all draw from it. See docs/open-data.md.
"""
