"""What may be said of a tag itself."""

from archive.forms.editing import EditingForm
from archive.models import Tag


class TagForm(EditingForm):
    """Its address follows from the name that it was made with."""

    class Meta:
        model = Tag
        fields = ["name", "description"]

    def validate_unique(self) -> None:
        """Twins are refused by the action, in whatever spelling."""
