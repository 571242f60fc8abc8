"""Words of the access area."""

#: The session's name for the secret of a parked form.
PARKED_KEY = "parked_form"
