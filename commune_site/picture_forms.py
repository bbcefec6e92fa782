"""The form of pictures: counted before they are decoded, stored no larger than pages need."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from PIL.Image import DecompressionBombError
from wagtail.images.fields import WagtailImageField
from wagtail.images.models import AbstractImage

from commune_site.pictures import DAMAGE, BrokenPicture, decoding, pixels_of, reduced
from portal_network.tenancy.isolation.media_forms import OwnImageForm

# Cut pictures are cut around what matters in them.
CHANGES_SIZES = frozenset(
    {"file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"}
)


class PictureField(WagtailImageField):
    """An upload that is counted before it is decoded, one at a time; Wagtail decodes at once."""

    def to_python(self, data: File | None) -> File | None:
        """Return the upload.

        Raises:
            ValidationError: it has too many pixels, or cannot be decoded to its end.
        """
        if data in self.empty_values:
            return super().to_python(data)
        try:
            self._count(data)
            with decoding:
                return super().to_python(data)
        except DAMAGE as error:
            raise self._refusal("invalid_image") from error

    def _count(self, data: File) -> None:
        most = self.max_image_pixels
        try:
            count = pixels_of(data)
        except DecompressionBombError:
            count = most + 1
        except BrokenPicture:
            # Wagtail says better what is wrong with what is no picture.
            return
        if count > most:
            shown = f"> {most}"
            raise self._refusal("file_too_many_pixels", num_pixels=shown, max_pixels_count=most)

    def _refusal(self, code: str, **values: object) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=values)


class PortalImageForm(OwnImageForm):
    """The form of pictures, wherever they are uploaded or changed; settings name it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            self.fields["file"] = PictureField(
                label=stock.label, required=stock.required, widget=stock.widget
            )

    def clean_file(self) -> File:
        """Store a picture no larger than pages need; its field has counted the pixels before."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        try:
            return reduced(upload)
        except BrokenPicture as error:
            message = self.fields["file"].error_messages["invalid_image"]
            raise ValidationError(message, code="invalid_image") from error

    def save(self, commit: bool = True) -> AbstractImage:
        """Let the sizes that pages show be made after the answer (``commune_site.signals``)."""
        self.instance.sizes_are_due = not CHANGES_SIZES.isdisjoint(self.changed_data)
        return super().save(commit=commit)
