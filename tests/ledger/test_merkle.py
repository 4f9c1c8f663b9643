import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.ledger.merkle import EMPTY, Sibling, includes, inclusion, leaf_hash, node_hash, root

LEAVES = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


def naive_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    k = largest_power_below(len(leaves))
    return node_hash(naive_root(leaves[:k]), naive_root(leaves[k:]))


def naive_path(leaves: list[bytes], m: int) -> list[bytes]:
    """RFC 6962, section 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    k = largest_power_below(len(leaves))
    if m < k:
        return [*naive_path(leaves[:k], m), naive_root(leaves[k:])]
    return [*naive_path(leaves[k:], m - k), naive_root(leaves[:k])]


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def climb(leaf: bytes, path: list[Sibling]) -> bytes:
    """As docs/verify_ledger.py does it: by the sides alone."""
    node = leaf_hash(leaf)
    for side, sibling in path:
        node = node_hash(sibling, node) if side == "left" else node_hash(node, sibling)
    return node


def test_root_of_nothing_is_the_digest_of_nothing():
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_root_is_that_of_the_reference_vectors():
    """The eight leaves of certificate-transparency's own tests."""
    hexes = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [bytes.fromhex(each) for each in hexes]
    assert root(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root(leaves[:3]).hex() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    assert root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(LEAVES)
def test_root_is_the_naive_one(leaves: list[bytes]):
    assert root(leaves) == naive_root(leaves)


@given(LEAVES, st.data())
def test_inclusion_is_the_naive_path_and_leads_to_the_root(leaves: list[bytes], data: st.DataObject):
    index = data.draw(st.integers(0, len(leaves) - 1))

    path = inclusion(leaves, index)

    hashes = [sibling for _, sibling in path]
    assert hashes == naive_path(leaves, index)
    assert includes(root(leaves), leaves[index], index, len(leaves), hashes)
    assert climb(leaves[index], path) == root(leaves)


@given(LEAVES, st.data())
def test_includes_refuses_another_leaf_place_size_or_path(leaves: list[bytes], data: st.DataObject):
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = [sibling for _, sibling in inclusion(leaves, index)]
    top, size, leaf = root(leaves), len(leaves), leaves[index]

    assert not includes(top, leaf + b"x", index, size, path)
    assert not includes(top, leaf, size, size, path)
    assert not includes(top, leaf, -1, size, path)
    assert not includes(top, leaf, index, size, [*path, top])
    assert not includes(leaf_hash(top), leaf, index, size, path)
    if path:
        assert not includes(top, leaf, index, size, path[:-1])
        assert not includes(top, leaf, index, size, [*path[:-1], leaf_hash(path[-1])])


def test_a_node_does_not_pass_for_a_leaf():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert root([b"a", b"b"]) != root([left + right])


def test_inclusion_of_no_leaf_is_an_error():
    with pytest.raises(IndexError):
        inclusion([b"a"], 1)
