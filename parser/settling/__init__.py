"""What passes over the blocks of a whole document before a grammar reads them: blocks to blocks."""
