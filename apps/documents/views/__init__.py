"""The pages of documents: the list, one version, writing, deciding and issuing, importing."""
