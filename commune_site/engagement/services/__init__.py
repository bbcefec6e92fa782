"""What changes a case: each step in one transaction, with its event and its mails."""
