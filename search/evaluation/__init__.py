"""How well search finds: judged queries, figures, and the same question put to every backend."""
