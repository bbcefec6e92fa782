"""Reads what a document states from its layout (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
