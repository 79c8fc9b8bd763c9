"""Two versions -> the changes of provisions between them."""
