"""Labels: none covers another or what is taken, and the same labels find the same places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tollbook.charts.labels import Label, placed

FRAME = (0.0, 0.0, 60.0, 60.0)

LABELS = st.lists(
    st.builds(
        Label, st.text("ABCDEF", min_size=1, max_size=4), st.just("Invented"), st.floats(0, 60), st.floats(0, 60),
        st.floats(1, 12), st.just(1.5), st.floats(0, 15), st.integers(0, 5).map(float), st.booleans(),
    ),
    max_size=25, unique_by=lambda label: label.key,
)  # fmt: skip


def box(label, x, y):
    return x - label.width / 2, y, x + label.width / 2, y + label.height


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@given(LABELS)
def test_no_label_covers_another_or_leaves_the_frame(labels):
    boxes = [box(*each) for each in placed(labels, FRAME)]
    for i, one in enumerate(boxes):
        assert one[0] >= 0 and one[1] >= 0 and one[2] <= 60 and one[3] <= 60
        assert not any(overlap(one, other) for other in boxes[i + 1 :])


@given(LABELS)
def test_no_label_covers_what_is_taken(labels):
    taken = [(20.0, 20.0, 40.0, 40.0), (0.0, 0.0, 5.0, 60.0)]
    assert not any(overlap(box(*each), other) for each in placed(labels, FRAME, taken) for other in taken)


@given(LABELS)
def test_every_label_stands_at_its_own_township(labels):
    for each, x, y in placed(labels, FRAME):
        assert abs(y + each.height / 2 - each.y) <= 3.5
        assert abs(x - each.x) <= (each.width / 2 + 1.6 if each.wanted else 0)


@given(LABELS, st.randoms())
def test_their_order_means_nothing(labels, random):
    shuffled = labels[:]
    random.shuffle(shuffled)
    assert placed(labels, FRAME) == placed(shuffled, FRAME)


def label(key, x, weight=0.0, width=8.0, room=10.0, wanted=False):
    return Label(key, key, x, 30.0, width, 1.5, room, weight, wanted)


def test_the_greater_number_comes_first():
    found = placed([label("A", 30.0, 1.0), label("B", 30.0, 9.0)], FRAME, [(0, 0, 60, 28.5), (0, 31.5, 60, 60)])
    assert [each[0].key for each in found] == ["B"]


def test_a_name_wider_than_its_township_is_left_out_unless_it_is_wanted():
    assert placed([label("A", 30.0, width=12.0)], FRAME) == []
    assert len(placed([label("A", 30.0, width=12.0, wanted=True)], FRAME)) == 1
