"""One unit's report of one year: values by cell address, prose, changes with undo, and the exchange file."""
