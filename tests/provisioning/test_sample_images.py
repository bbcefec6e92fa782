"""The drawn pictures."""

import io

import pytest
from PIL import Image

from portal_network.provisioning.sample.images import (
    MAX_BYTES,
    UnknownImage,
    draw_sample_image,
    image_motifs,
)


@pytest.mark.parametrize("motif", image_motifs())
def test_a_picture_is_a_light_jpeg_of_full_size(motif):
    data = draw_sample_image(motif)
    assert len(data) <= MAX_BYTES
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (1600, 900), "RGB")


@pytest.mark.parametrize("motif", image_motifs())
def test_a_picture_is_no_flat_surface(motif):
    picture = Image.open(io.BytesIO(draw_sample_image(motif))).convert("L").resize((160, 90))
    darkest, lightest = picture.getextrema()
    assert lightest - darkest > 100


def test_the_same_key_gives_the_same_picture_and_another_number_another():
    first = draw_sample_image("karst")
    assert draw_sample_image.__wrapped__("karst") == first
    assert draw_sample_image("karst-2") != first


@pytest.mark.parametrize("key", ["", "nothing", "karst-", "karst-x", "karst-1-2", "../karst"])
def test_an_unknown_key_is_refused(key):
    with pytest.raises(UnknownImage):
        draw_sample_image(key)
