"""From a file that an officer holds to a proposed record: text, layout, what the text states."""
