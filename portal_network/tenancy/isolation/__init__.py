"""Keeps tenants apart: one question (whose is this row?), asked by managers, gate and forms.

``reach`` says which places somebody may meet, ``ownership`` to which place a row belongs,
``scoping`` puts the answer under every query, ``gate`` under every address of the administration.
"""
