"""The design of the whole product: page skeletons, components, styles, behaviour."""
