"""Sentences that a machine writes down once and people read in many languages.

They are kept, digested and given to programs in English. `claims.retold` tells them to a person in theirs:
it knows each sentence by its template, which the catalogues have because ``said`` stands before it.
"""


def said(template: str, **places: object) -> str:
    """The sentence as it is kept. Places are named as in gettext: ``said("It has %(many)s pages.", many=3)``.

    A place whose name begins with "said" holds what was said itself and is retold with the rest; all others
    are names, numbers and quotations, which stay as they are. Without places nothing is put in: so are
    templates marked that are filled elsewhere.
    """
    return template % places if places else template
