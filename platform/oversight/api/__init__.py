"""The doors to the province's overview for other systems; a look through them is a look."""
