"""Whatever two hands made of a text: nothing is lost, nothing invented, nothing depends on luck."""

from hypothesis import given, settings

from kernel.content.merge import OURS, THEIRS, Decision, Merge, merge
from kernel.content.nodes import Node, normal_form, validate, walk
from tests.kernel.content.merge.changing import three, told
from tests.kernel.content.trees import TREES, few

Three = tuple[list[Node], list[Node], list[Node]]
many = settings(max_examples=40, deadline=None)


def _settled(sides: Three, take: str) -> Merge:
    """Everything in conflict decided for one side."""
    undecided = merge(*sides)
    places = {
        place.key: Decision(take, of=place.print)  # type: ignore[arg-type]
        for piece in undecided.open
        for place in piece.places
    }
    return merge(*sides, places)


@few
@given(TREES, TREES)
def test_without_a_change_here_it_is_the_new_version_exactly(base: list[Node], new: list[Node]):
    merged = merge(base, base, new)
    assert merged.nodes == normal_form(new)
    assert not merged.open


@few
@given(TREES, TREES)
def test_without_a_change_there_it_is_ours_exactly(base: list[Node], ours: list[Node]):
    assert merge(base, ours, base).nodes == normal_form(ours)


@few
@given(TREES, TREES)
def test_both_alike_is_no_question(base: list[Node], new: list[Node]):
    merged = merge(base, new, new)
    assert merged.nodes == normal_form(new)
    assert not merged.open


@few
@given(TREES, TREES, TREES)
def test_any_three_trees_make_a_valid_one(base: list[Node], ours: list[Node], new: list[Node]):
    merged = merge(base, ours, new)
    validate(merged.nodes)
    alive = [piece.node_id for piece in merged.pieces if piece.result is not None]
    assert sorted(alive) == sorted(node.id for node in walk(merged.nodes))


@many
@given(three())
def test_no_sentence_is_lost(sides: Three):
    """What either side says is said, unless the other took it out of what was there before."""
    base, ours, theirs = map(told, sides)
    for take in (OURS, THEIRS):
        merged = _settled(sides, take)
        assert not merged.open
        result = told(merged.nodes)
        kept, other = (ours, theirs) if take == OURS else (theirs, ours)
        assert kept - result <= base - other
    undecided = merge(*sides)
    shown = told(undecided.nodes) | {s for p in undecided.open for s in _both_sides(p)}
    assert (ours | theirs) - shown <= base - (ours & theirs)


@many
@given(three())
def test_no_sentence_is_invented(sides: Three):
    base, ours, theirs = map(told, sides)
    for merged in (merge(*sides), _settled(sides, OURS), _settled(sides, THEIRS)):
        result = told(merged.nodes)
        assert result <= ours | theirs
        assert not (result & base) - ours - theirs


@many
@given(three())
def test_a_sentence_that_both_left_stays_and_one_that_one_side_took_out_does_not_come_back(
    sides: Three,
):
    base, ours, theirs = map(told, sides)
    result = told(merge(*sides).nodes)
    assert base & ours & theirs <= result
    asked = {s for piece in merge(*sides).open for s in _both_sides(piece)}
    assert not (result & base) - (ours & theirs) - asked


@many
@given(three())
def test_adopting_again_changes_nothing(sides: Three):
    """The base moves on with the update; then the same version brings nothing new."""
    _base, _ours, theirs = sides
    for take in (OURS, THEIRS):
        once = _settled(sides, take).nodes
        again = merge(theirs, once, theirs)
        assert again.nodes == once
        assert not again.open


@many
@given(three())
def test_the_sides_change_their_names_and_nothing_else(sides: Three):
    """What one calls taken the other calls kept; both are asked the same questions."""
    base, ours, theirs = sides
    here, there = merge(base, ours, theirs), merge(base, theirs, ours)
    assert _questions(here) == _questions(there)
    mirrored = {"taken": "kept", "kept": "taken", "new": "own", "own": "new"}
    mirrored |= {"removed": "dropped", "dropped": "removed"}
    fates = {piece.node_id: piece.fate for piece in here.pieces}
    others = {p.node_id: mirrored.get(p.fate, p.fate) for p in there.pieces}
    assert fates == others
    one, other = _settled((base, ours, theirs), OURS), _settled((base, theirs, ours), THEIRS)
    assert told(one.nodes) == told(other.nodes)


@many
@given(three())
def test_the_same_question_gets_the_same_answer(sides: Three):
    one, other = merge(*sides), merge(*sides)
    assert (one.nodes, one.pieces) == (other.nodes, other.pieces)


def _questions(merged: Merge) -> set[str]:
    return {place.key for piece in merged.open for place in piece.places}


def _both_sides(piece) -> set[str]:
    return told([node for node in (piece.ours, piece.theirs) if node])
