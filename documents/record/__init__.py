"""What a legal or administrative document is: its words, numbers, state of effect, relations."""
