"""Drafts on which the people are asked: comments, their moderation, the outcome that is owed."""
