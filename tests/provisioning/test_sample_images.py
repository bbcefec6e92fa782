"""The drawn pictures."""

import io

import pytest
from PIL import Image

from portal_network.provisioning.sample.images import (
    MAX_BYTES,
    UnknownImage,
    draw_sample_image,
    image_motifs,
    sample_image_title,
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
    for ask in (draw_sample_image, sample_image_title):
        with pytest.raises(UnknownImage):
            ask(key)


def test_editors_find_every_picture_under_a_vietnamese_title_of_its_own():
    keys = [key for motif in image_motifs() for key in (motif, f"{motif}-2", f"{motif}-3")]
    titles = {key: sample_image_title(key) for key in keys}
    assert titles["village"] == "Hình vẽ minh họa: làng nhà sàn dưới chân núi"
    assert titles["village-2"] == "Hình vẽ minh họa: làng nhà sàn dưới chân núi (2)"
    assert len(set(titles.values())) == len(keys)
    for motif in image_motifs():
        assert motif not in titles[motif]
