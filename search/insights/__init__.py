"""What people search for, in numbers alone, and the words by which typing errors are known."""
