"""A search server (Elasticsearch or OpenSearch) as an index of the same tokens as the database.

The database keeps its own index all the same: it answers when the server does not.
"""
