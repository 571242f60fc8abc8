"""Pure rules of the register of documents: its closed lists, and the words a document is found by."""
