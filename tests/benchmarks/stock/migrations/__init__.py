"""Tables of the stock site."""
