"""From blocks to the tree: cover, contents, clause rows, prose, tables; the rest to the tray."""
