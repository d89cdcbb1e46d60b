"""Every message that errcat can emit. Generated from catalog/errcat.yaml: do not edit.

To change a message, edit the catalog and run `python generator/regenerate.py`.
"""

from __future__ import annotations

from typing import NamedTuple


class Diagnostic(NamedTuple):
    """The words of one finding or run error."""

    id: str
    title: str
    kind: str
    group: str
    exit: int
    level: str
    message: str
    helps: dict[str, str]
    labels: dict[str, str]
    related: str
    tags: tuple[str, ...]
    description: str
    causes: tuple[str, ...]
    solutions: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]


DIAGNOSTICS: dict[str, Diagnostic] = {
    'duplicate-code': Diagnostic(
        'duplicate-code',
        'Two errors share a code',
        'finding',
        'codes',
        1,
        'error',
        'the code "{code}" is used twice',
        {'default': 'give one of them another code; if "{code}" really has several meanings, write '
                    '`codes: {{unique: none}}` and give each entry a `name`',
         'group': 'give one of them another code, or another group'},
        {'default': 'used again here'},
        'first used here',
        (),
        'A client that gets this code cannot tell which of the two errors it means.\n',
        ('An entry was copied, and its code was not changed.',),
        ('Give the newer of the two a code of its own.',),
        (('Found', 'errors:\n  - code: NOT_FOUND\n  - code: NOT_FOUND\n'),
         ('Mended', 'errors:\n  - code: ORDER_NOT_FOUND\n  - code: CART_NOT_FOUND\n')),
    ),
    'colon-in-text': Diagnostic(
        'colon-in-text',
        'A colon in an unquoted text',
        'finding',
        'yaml',
        1,
        'error',
        'the text has a colon in it, and no quotes around it',
        {'default': 'put quotes around the whole text', 'end': 'put quotes around the whole text'},
        {'default': 'YAML takes the words before this colon for a key',
         'end': 'YAML takes the text before this colon for a key'},
        '',
        ('protective', 'fixable'),
        ('`: ` is what YAML ends a key with. In a text without quotes it cannot stand.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('A sentence such as `Error: not found` was typed without quotes.',),
        ('Put the whole text in double quotes. Inside them, write `\\"` for a double quote and `\\\\` '
         'for a backslash.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: Not found: the order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "Not found: the order does not exist"\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'text-starts-with-sign': Diagnostic(
        'text-starts-with-sign',
        'A text that starts with a sign of YAML',
        'finding',
        'yaml',
        1,
        'error',
        'a text cannot start with {sign} unless it is in quotes',
        {'default': 'put quotes around the whole text',
         'brace': 'put quotes around the whole text',
         'bracket': 'put quotes around the whole text',
         'closing': 'put quotes around the whole text',
         'comma': 'put quotes around the whole text',
         'star': 'put quotes around the whole text',
         'ampersand': 'put quotes around the whole text',
         'exclamation': 'put quotes around the whole text',
         'reserved': 'put quotes around the whole text',
         'hash': 'put quotes around the whole text',
         'block': 'put quotes around the whole text',
         'dash': 'put quotes around the whole text',
         'question': 'put quotes around the whole text',
         'colon': 'put quotes around the whole text'},
        {'default': 'means something else here',
         'brace': 'starts a group of keys in YAML',
         'bracket': 'starts a list in YAML',
         'closing': 'closes a list or a group of keys in YAML',
         'comma': 'goes between two items in YAML',
         'star': 'refers to another place of the file in YAML (an alias)',
         'ampersand': 'makes the first word a mark in YAML (an anchor), and it is lost',
         'exclamation': 'makes the first word a mark in YAML (a tag), and it is lost',
         'reserved': 'no text may start with this sign in YAML',
         'hash': 'starts a comment in YAML',
         'block': 'starts a text of several lines in YAML',
         'dash': 'starts an item of a list in YAML',
         'question': 'starts a key in YAML',
         'colon': 'ends a key in YAML'},
        '',
        ('protective', 'fixable'),
        ('Some signs mean something to YAML at the start of a value: `{ [ } ] , * & ! % @ # | > - ? :` '
         'and the backtick. Elsewhere in a text they are only signs.\n'),
        ('A message starts with a placeholder such as `{order_id}`, with Markdown such as `*now*`, or '
         'with a list sign.',),
        ('Put the whole text in double quotes. Inside them, write `\\"` for a double quote and `\\\\` '
         'for a backslash.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: {order_id} was not found\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    params: {order_id: {description: The number of the order}}\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "{order_id} was not found"\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    params: {order_id: {description: The number of the order}}\n')),
    ),
    'unclosed-quote': Diagnostic(
        'unclosed-quote',
        'A quote that is never closed',
        'finding',
        'yaml',
        1,
        'error',
        'the quote that opens here is never closed',
        {'default': 'type {quote} at the end of the text, too',
         'other': 'the text starts with {quote} and ends with {last}: use the same quote at both ends'},
        {'default': 'opened here'},
        '',
        ('protective', 'fixable'),
        ('Everything up to the next quote is taken for one text, often to the end of the file; parsers '
         'then complain about the last line.\n'),
        ('The closing quote was forgotten, or it is a typographic one.',),
        ('Close the text with the quote that it was opened with.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "The order does not exist"\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'text-after-quote': Diagnostic(
        'text-after-quote',
        'Text behind a closing quote',
        'finding',
        'yaml',
        1,
        'error',
        'the quotes end before the line does: {rest} stands outside of them',
        {'default': 'put quotes around the whole text',
         'inner': 'quotes within the text end it too early: put the other kind of quotes around the '
                  'whole text',
         'comma': 'delete the {rest}: in YAML, a line needs nothing at its end',
         'triple': 'type one quote at each end, not three',
         'stop': 'move it inside of the quotes'},
        {'default': 'outside of the quotes'},
        '',
        ('protective', 'fixable'),
        ('A text that starts with a quote ends at the next one. Nothing but a comment may follow.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('Only the first word is quoted, or there are quotes within the quotes.',),
        ('Put the whole text in quotes, and another kind of quotes inside.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "Order" does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: \'"Order" does not exist\'\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'apostrophe-in-quotes': Diagnostic(
        'apostrophe-in-quotes',
        'An apostrophe in single quotes',
        'finding',
        'yaml',
        1,
        'error',
        'the apostrophe in this text ends it, because the text is in single quotes',
        {'default': "put double quotes around the text instead; or type the apostrophe twice: ''"},
        {'default': 'the text ends here'},
        '',
        ('protective', 'fixable'),
        ('In single quotes an apostrophe ends the text. Two of them stand for one.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ("A word such as `doesn't` in a text in single quotes.",),
        ('Use double quotes around texts with apostrophes.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          "    message: 'The order doesn't exist'\n"
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "The order doesn\'t exist"\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'curly-quotes': Diagnostic(
        'curly-quotes',
        'Typographic quotes instead of plain ones',
        'finding',
        'yaml',
        1,
        'error',
        '{opening} and {closing} are letters to YAML, not quotes',
        {'default': 'type plain double quotes instead; text programs turn them into curly ones by '
                    'themselves'},
        {'default': 'not a quote to YAML'},
        '',
        ('protective', 'fixable'),
        ('Programs for writing letters turn plain quotes into typographic ones. YAML takes those for '
         'part of the text, and then stumbles over what only quotes protect.\n'),
        ('The text was pasted from a document or a chat.',),
        ('Retype the quotes in your editor.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: “Not found: the order”\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "Not found: the order"\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'text-in-curly-quotes': Diagnostic(
        'text-in-curly-quotes',
        'A text wholly in typographic quotes',
        'finding',
        'yaml',
        1,
        'warning',
        'the quotes around this text, {opening} and {closing}, are part of it: readers will see them',
        {'default': 'if they should not be seen, type plain double quotes instead; if they should, put '
                    'plain quotes around them'},
        {'default': 'part of the text'},
        '',
        (),
        'YAML knows plain quotes only. Typographic ones around a text become part of it.\n',
        ('The text was pasted from a document, where its quotes were changed.',),
        ('Retype the quotes in your editor, or leave them out.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: “The order does not exist”\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "The order “A-1” does not exist"\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'tab-in-indentation': Diagnostic(
        'tab-in-indentation',
        'A tab at the start of a line',
        'finding',
        'yaml',
        1,
        'error',
        'there is a tab at the start of this line; YAML allows only spaces there',
        {'default': 'type spaces instead of the tab, so that the line starts below its neighbours',
         'many': 'use spaces instead of the tabs on all {count} lines that have some: two for each '
                 'step to the right'},
        {'default': 'a tab'},
        '',
        ('protective', 'fixable'),
        ('How far a line is indented says what it belongs to, and a tab has no certain width. So YAML '
         'does not allow it.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('The editor inserts tabs.',),
        ('Let `errcat check --fix` replace them, and set your editor to insert spaces in YAML files.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '\tstatus: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'no-break-space': Diagnostic(
        'no-break-space',
        'A space that is no space',
        'finding',
        'yaml',
        1,
        'error',
        'there is a {character} here, which is no space to YAML',
        {'default': 'type a plain space instead, in column {column}; it came with the text from a web '
                    'page or a text program',
         'many': 'type plain spaces instead, on all {count} lines that have this character; it came '
                 'with the text from a web page or a text program',
         'hidden': 'delete the character in column {column}: nobody can see it, but it is there'},
        {'default': 'looks like a space, and is none', 'hidden': 'cannot be seen'},
        '',
        ('protective', 'fixable'),
        ('It looks like a space, but it is another character. YAML does not take it for one.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('The lines were pasted from a web page or a document.',),
        ('Let `errcat check --fix` replace it, or retype the space.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message:␣The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'no-space-after-colon': Diagnostic(
        'no-space-after-colon',
        'No space behind a colon',
        'finding',
        'yaml',
        1,
        'error',
        'there is no space after the colon of "{key}"',
        {'default': 'type a space after the colon'},
        {'default': 'a space is missing after the colon'},
        '',
        ('protective', 'fixable'),
        ('Only a colon with a space behind it ends a key; without one, `message:Text` is a word. '
         'Parsers then complain about the next line.\n'),
        ('The space was forgotten.',),
        ('Write `key: value`.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message:The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'no-space-after-dash': Diagnostic(
        'no-space-after-dash',
        'No space behind a dash',
        'finding',
        'yaml',
        1,
        'error',
        'there is no space after this dash',
        {'default': 'type a space after the dash'},
        {'default': 'a space is missing after the dash'},
        '',
        ('protective', 'fixable'),
        ('Only a dash with a space behind it starts an item of a list; `-text` is a word that starts '
         'with a dash.\n'),
        ('The space was forgotten.',),
        ('Write `- ` before each item.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  -code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'key-without-colon': Diagnostic(
        'key-without-colon',
        'A key without its colon',
        'finding',
        'yaml',
        1,
        'error',
        'there is no colon after "{key}"',
        {'default': 'type a colon and a space after it'},
        {'default': 'a colon is missing'},
        '',
        ('protective',),
        ('A key is a word with a colon and a space behind it.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('The colon was forgotten.',),
        ('Write `key: value`.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'wrong-colon': Diagnostic(
        'wrong-colon',
        'Another sign instead of a colon',
        'finding',
        'yaml',
        1,
        'error',
        'there is {sign} after "{key}", where YAML needs a colon',
        {'default': 'type a colon and a space instead'},
        {'default': 'not a colon'},
        '',
        ('protective', 'fixable'),
        'YAML knows keys by their colon alone.\n',
        ('The habit of another format: `key = value`.',),
        ('Write `key: value`.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status = 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'wrong-dash': Diagnostic(
        'wrong-dash',
        'Another sign instead of a dash',
        'finding',
        'yaml',
        1,
        'error',
        '{bullet} starts no item of a list in YAML',
        {'default': 'type a plain dash (minus) instead',
         'many': 'type plain dashes (minus) instead, on all {count} lines'},
        {'default': 'not a plain dash'},
        '',
        ('protective', 'fixable'),
        ('Items of a list start with a plain dash, the one of the keyboard, and a space. To YAML, '
         'other bullets are letters of a text.\n'),
        ('The list was pasted from a document.',),
        ('Retype the dashes.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  – code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'wrong-comment': Diagnostic(
        'wrong-comment',
        'A comment of another language',
        'finding',
        'yaml',
        1,
        'error',
        '{sign} starts no comment in YAML',
        {'default': 'start the comment with # instead'},
        {'default': 'not a comment'},
        '',
        ('protective',),
        'In YAML a comment starts with `#`, on a line of its own or behind two spaces.\n',
        ('The habit of another language.',),
        ('Write `# comment`.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    // what to do\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    # what to do\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'stray-sign': Diagnostic(
        'stray-sign',
        'Something in front of a key',
        'finding',
        'yaml',
        1,
        'error',
        'there is {sign} in front of "{key}"',
        {'default': 'delete it'},
        {'default': 'does not belong here'},
        '',
        ('protective',),
        'A line starts with spaces, perhaps a dash, and its key.\n',
        ('A finger slipped, or text was pasted with a mark in front.',),
        ('Delete the mark.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    .message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'wrong-indentation': Diagnostic(
        'wrong-indentation',
        'A line that is not below its neighbours',
        'finding',
        'yaml',
        1,
        'error',
        'this line starts with {found} instead of {expected} spaces',
        {'default': 'start it with exactly {expected} spaces, like the other line that is marked',
         'many': 'start it with exactly {expected} spaces, like the other line that is marked; and '
                 'move the lines that belong to it along ({count} lines in all)',
         'item': 'start it with exactly {expected} spaces, so that the two dashes stand below each '
                 'other'},
        {'default': 'not below its neighbour'},
        'its neighbour, which starts with {expected}',
        ('protective', 'fixable'),
        ('How far a line is indented says what it belongs to: all keys of an entry start in the same '
         'column.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('A space too many or too few.',),
        ('Count the spaces of the line above that belongs to the same entry.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '   message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'text-not-indented': Diagnostic(
        'text-not-indented',
        'A text that goes on too far to the left',
        'finding',
        'yaml',
        1,
        'error',
        'this line looks like more of the text above, but does not stand far enough to the right',
        {'default': 'write all of the text on one line; or start this line with {expected} spaces',
         'block': 'start every line of the text with {expected} spaces'},
        {'default': 'not part of the text to YAML'},
        '',
        ('protective',),
        ('A text of several lines is indented further than its key, on every line.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('The text was pasted from elsewhere.',),
        ('Indent the whole text, or use `|` behind the key and indent below it.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order\n'
          'does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order\n'
          '      does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'text-after-block-sign': Diagnostic(
        'text-after-block-sign',
        'Text on the line of a block sign',
        'finding',
        'yaml',
        1,
        'error',
        'there is text after {sign} on the same line',
        {'default': 'delete the {sign} if the text is one line; else start the text on the next line, '
                    'two spaces further to the right'},
        {'default': 'must start on a line of its own'},
        '',
        ('protective', 'fixable'),
        ('`|` and `>` say that a text of several lines begins on the next line.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('The sign was meant as a start of the text.',),
        ('Write the text without the sign, or below it.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: | The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    description: |\n'
          '      The order does not exist, or it was\n'
          '      deleted.\n')),
    ),
    'value-before-block': Diagnostic(
        'value-before-block',
        'A value, and more below it',
        'finding',
        'yaml',
        1,
        'error',
        '"{key}" has a value already, and more lines below it',
        {'default': 'delete the value, so that the lines below can be the value; or delete those lines'},
        {'default': 'a value already'},
        'and this below it',
        ('protective',),
        ('A key has one value: on its line, or on the indented lines below.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('A value was added to a key that already had one below it.',),
        ('Decide for one of the two.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    deprecated: soon\n'
          '      since: "2"\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    deprecated:\n'
          '      since: "2"\n')),
    ),
    'missing-dash': Diagnostic(
        'missing-dash',
        'The dash before an entry is missing',
        'finding',
        'yaml',
        1,
        'error',
        'a new item of the list starts here, and has no dash before it',
        {'default': 'type a dash and a space before it, below the other dash',
         'item': 'type a dash and a space before it, below the other dash',
         'first': 'type a dash and a space before it, as before the next one'},
        {'default': 'has no dash'},
        'another item of the list',
        ('protective',),
        ('Without the dash, two entries are one, with every key twice. Most parsers keep the last '
         'value of each and drop the first entry without a word.\n'),
        ('The dash was forgotten, or deleted with the line above.',),
        ('Start each entry with `- code:`.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: CART_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The cart does not exist\n'
          '    category: fix\n'
          '    action: Check the cart number\n'
          '    code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: CART_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The cart does not exist\n'
          '    category: fix\n'
          '    action: Check the cart number\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'duplicate-key': Diagnostic(
        'duplicate-key',
        'A key that is given twice',
        'finding',
        'yaml',
        1,
        'error',
        '"{key}" is given twice: it is already in line {number}',
        {'default': 'delete one of the two; or, if a new entry starts here, type a dash and a space '
                    'before its first line'},
        {'default': 'given again here'},
        'first given here',
        ('protective',),
        'Most parsers keep the last value and drop the first without a word.\n',
        ('A line was copied, or an entry got a key that it had further up.',),
        ('Keep the one that is right.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    status: 410\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'unclosed-bracket': Diagnostic(
        'unclosed-bracket',
        'A bracket that is never closed',
        'finding',
        'yaml',
        1,
        'error',
        'the {sign} that opens here is never closed',
        {'default': 'type {missing} where it ends',
         'wrong': 'type {missing} where it ends, instead of the other sign'},
        {'default': 'opened here'},
        'does not close it',
        ('protective',),
        ('`[` and `{` need `]` and `}`, innermost first.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('The closing bracket was forgotten.',),
        ('Close it; or write the list on lines of its own, with a dash each.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    tags: [orders, shop\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    tags: [orders, shop]\n')),
    ),
    'stray-bracket': Diagnostic(
        'stray-bracket',
        'A closing bracket that nothing opened',
        'finding',
        'yaml',
        1,
        'error',
        'this {sign} closes nothing',
        {'default': 'delete it'},
        {'default': 'nothing was opened'},
        '',
        ('protective',),
        ('Closing brackets end what an opening one has started.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('It was left over from an edit.',),
        ('Delete it.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    tags: [orders]\n'
          ']\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    tags: [orders]\n')),
    ),
    'missing-comma': Diagnostic(
        'missing-comma',
        'A comma is missing between brackets',
        'finding',
        'yaml',
        1,
        'error',
        'there is no comma before {key}',
        {'default': 'type a comma before it', 'line': 'type a comma at the end of the line above'},
        {'default': 'a comma is missing before this'},
        '',
        ('protective',),
        ('Within `[ ]` and `{ }`, commas separate the items.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('The comma was forgotten.',),
        ('Put it there; or write each item on a line of its own, without brackets.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    deprecated: {since: "2" reason: Too old}\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    deprecated: {since: "2", reason: Too old}\n')),
    ),
    'text-cut-by-comma': Diagnostic(
        'text-cut-by-comma',
        'A comma cuts a text within brackets',
        'finding',
        'yaml',
        1,
        'error',
        'the comma ends the text: "{dropped}" would be lost',
        {'default': 'put quotes around the whole text'},
        {'default': 'the text ends here'},
        '',
        ('protective', 'fixable'),
        ('Within `[ ]` and `{ }`, a comma ends a text that has no quotes. YAML does not complain about '
         'it, so without this check the text would be lost without anybody noticing.\n'),
        ('A sentence with a comma within brackets.',),
        ('Quote the sentence, or write the keys on lines of their own.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    deprecated: {since: "2", reason: Too old, and too slow}\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    deprecated: {since: "2", reason: "Too old, and too slow"}\n')),
    ),
    'text-cut-by-hash': Diagnostic(
        'text-cut-by-hash',
        'A # cuts a text off',
        'finding',
        'yaml',
        1,
        'error',
        'YAML takes "{dropped}" for a comment',
        {'default': 'put quotes around the whole text; or, if it is a comment, type two spaces before '
                    'the # and one after it',
         'all': 'put quotes around the whole text; or, if it is a comment, type a space after the #'},
        {'default': 'lost: the text is only "{kept}"', 'all': 'lost: nothing of the text is left'},
        '',
        ('fixable',),
        ('A blank and a `#` start a comment. YAML does not complain about it, so without this check '
         'the text would be lost without anybody noticing.\n'),
        ('A number such as `#12` or a channel such as `#help` in a text.',),
        ('Put the whole text in double quotes. Inside them, write `\\"` for a double quote and `\\\\` '
         'for a backslash.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: See ticket #12 for details\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "See ticket #12 for details"\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'unquoted-text': Diagnostic(
        'unquoted-text',
        'A text that parsers take for something else',
        'finding',
        'yaml',
        1,
        'error',
        '{spelling} without quotes is {meaning}, not a text',
        {'default': 'put quotes around it: {quoted}'},
        {'default': 'needs quotes'},
        '',
        ('protective', 'fixable'),
        ('YAML takes some words for numbers, dates, true and false; and not every parser takes the '
         'same ones. `01000` may become 512, `no` may become false. A text that looks like one of them '
         'needs quotes.\n'),
        ('A code or a version that looks like a number; a message that is one of the words yes, no, '
         'on, off, true, false, null.',),
        ('Quote it.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: 404\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: "404"\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    name: NOT_FOUND\n')),
    ),
    'ambiguous-number': Diagnostic(
        'ambiguous-number',
        'A number that parsers read differently',
        'finding',
        'yaml',
        1,
        'error',
        '{spelling} is {meaning} to some programs, and something else to others',
        {'default': 'write a plain number, in digits only, such as 404',
         'boolean': 'write true or false'},
        {'default': 'not a plain number', 'boolean': 'neither true nor false to all programs'},
        '',
        ('protective',),
        ('`0624`, `6:44`, `4_04` and `0x194` are all 404 to one parser and something else to the next. '
         'A catalog means the same to all of them.\n'),
        ('A leading zero, an underscore, or a number with more than fifteen digits.',),
        ('Write the number with its digits alone.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 0404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'key-is-no-text': Diagnostic(
        'key-is-no-text',
        'A key that is no text',
        'finding',
        'yaml',
        1,
        'error',
        '{key} cannot be a key: YAML does not read it as text',
        {'default': 'put quotes around it: {quoted}',
         'list': 'a key is a word; write the list or the group of keys after the colon of a key'},
        {'default': 'not a text to YAML'},
        '',
        ('protective', 'fixable'),
        'Keys are texts. YAML takes some words for numbers or for true and false, in keys too.\n',
        ('A status or a word such as `on` as a key.',),
        ('Quote it, or use another word.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    x-labels:\n'
          '      404: gone\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    x-labels:\n'
          '      "404": gone\n')),
    ),
    'unknown-escape': Diagnostic(
        'unknown-escape',
        'A backslash that YAML does not know',
        'finding',
        'yaml',
        1,
        'error',
        '{escape} means nothing in double quotes',
        {'default': 'type two backslashes for each one that readers should see',
         'path': 'put single quotes around the text: in these, a backslash is only a backslash',
         'pair': 'type the character itself: {character}',
         'half': 'type the whole character itself, or delete this'},
        {'default': 'in double quotes, a backslash changes the letter after it',
         'half': 'half of a character',
         'pair': 'two halves of a character'},
        '',
        ('protective', 'fixable'),
        ('In double quotes a backslash starts an escape such as `\\n`, and only some letters may '
         'follow.\n'
         '\n'
         'A YAML parser stops here, and would read nothing after this place. errcat reads on as if it '
         'were mended, so that the other problems of the file are told, too.\n'),
        ('A path, a regular expression, or an escape of another language.',),
        ('Use single quotes, where a backslash is only a backslash; or double it.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "Use digits, as in \\d"\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          "    message: 'Use digits, as in \\d'\n"
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'backslash-in-quotes': Diagnostic(
        'backslash-in-quotes',
        'A path in double quotes',
        'finding',
        'yaml',
        1,
        'error',
        'this looks like a path, but {escape} is no backslash and a letter in double quotes',
        {'default': 'put single quotes around the text: in these, a backslash is only a backslash'},
        {'default': 'read as one character'},
        '',
        (),
        ('`\\n` is a line break and `\\t` a tab in double quotes, in the middle of a path too. YAML '
         'does not complain about it, so without this check the text would be lost without anybody '
         'noticing.\n'),
        ('A path such as `C:\\new` in double quotes.',),
        ('Use single quotes.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: "Look into D:\\new\\table for the log"\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          "    action: 'Look into the folder new\\table for the log'\n")),
    ),
    'yaml-alias': Diagnostic(
        'yaml-alias',
        'An alias or an anchor',
        'finding',
        'yaml',
        1,
        'error',
        'anchors and aliases, such as {name}, are not supported in a catalog',
        {'default': 'write out what it stands for, here and wherever else it is used',
         'anchor': 'delete {name}; a text that starts with & needs quotes around it',
         'merge': 'write out the keys that it stands for'},
        {'default': 'refers to another place of the file',
         'anchor': 'gives this place a name',
         'merge': 'takes keys from another place of the file'},
        '',
        ('protective',),
        ('Anchors (`&name`), aliases (`*name`) and merge keys (`<<`) copy values. A few lines of them '
         "can grow to fill a computer's memory, and editors cannot change what is copied. So a catalog "
         'says everything where it stands.\n'),
        ('A YAML feature to save typing.',),
        ('Write it out.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: &text The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '  - code: ORDER_GONE\n'
          '    status: 410\n'
          '    message: *text\n'
          '    category: fix\n'
          '    action: Ask for another order\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'yaml-tag': Diagnostic(
        'yaml-tag',
        'A tag',
        'finding',
        'yaml',
        1,
        'error',
        '{tag} is a tag, and tags are not supported in a catalog',
        {'default': 'delete it; a text that starts with ! needs quotes around it'},
        {'default': 'tells programs how to read the value'},
        '',
        ('protective',),
        ('Tags can make a program run code, or read a text as something else. A catalog has none; '
         'nothing of it is ever run.\n'),
        ('A file written for another program, or a text that starts with `!`.',),
        ('Delete it, or quote the text.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: !!binary aGVsbG8=\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: "!important The order does not exist"\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'yaml-directive': Diagnostic(
        'yaml-directive',
        'A directive',
        'finding',
        'yaml',
        1,
        'error',
        'a line that starts with % is an order to YAML, and a catalog takes none',
        {'default': 'delete the lines before the first key'},
        {'default': 'has no effect here'},
        '',
        ('protective',),
        ('A line that starts with `%` tells a parser which YAML to read. A catalog means the same in '
         'every version.\n'),
        ('A file written for another program.',),
        ('Delete the line.',),
        (('Found',
          '%YAML 1.1\n'
          '---\n'
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'second-document': Diagnostic(
        'second-document',
        'A second document in the file',
        'finding',
        'yaml',
        1,
        'error',
        'a second document starts here, and most programs would read only the first',
        {'default': 'put what follows into a file of its own; or delete this line, and add the errors '
                    'below to the list above',
         'line': 'delete this line; for a line between entries, use a comment: # ---'},
        {'default': 'the first document ends here', 'line': 'to YAML, the document ends here'},
        '',
        ('protective',),
        ('`---` at the start of a line begins another document. Most programs read the first one and '
         'drop the rest without a word.\n'),
        ('Two files were joined, or the line was meant as a rule.',),
        ('Delete the line, or split the file.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '---\n'
          'errors:\n'
          '  - code: CART_NOT_FOUND\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'nested-too-deep': Diagnostic(
        'nested-too-deep',
        'Nested too deeply',
        'finding',
        'yaml',
        1,
        'error',
        'this is nested too deeply: a catalog has 40 levels at most',
        {'default': 'close the brackets where they end, or write it in fewer levels; no published '
                    'catalog needs more than ten'},
        {'default': 'one level too many'},
        '',
        ('protective',),
        'Very deep nesting makes programs fail. Nothing in a catalog needs it.\n',
        ('A bracket key that stuck, or a file that is no catalog.',),
        ('Look at the brackets before this place.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    x-deep: '
          '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '    x-deep: [[[1]]]\n')),
    ),
    'not-utf8': Diagnostic(
        'not-utf8',
        'Not UTF-8',
        'finding',
        'yaml',
        1,
        'error',
        'line {line} has a byte that is not UTF-8 (byte {byte} of the file)',
        {'default': 'save the file as UTF-8: most editors have it under Save with Encoding',
         'utf16': 'this file is UTF-16: save it as UTF-8; most editors have it under Save with '
                  'Encoding'},
        {'default': 'not UTF-8'},
        '',
        ('protective',),
        'A catalog is text in UTF-8. In another encoding, letters such as é would come out wrong.\n',
        ('An editor that saves in another encoding.',),
        ('Save as UTF-8.',),
        (('Found', 'message: Commande pass?e   # é as one byte, Latin-1\n'),
         ('Mended', 'message: Commande passée\n')),
    ),
    'empty-catalog': Diagnostic(
        'empty-catalog',
        'An empty catalog',
        'finding',
        'yaml',
        1,
        'error',
        'the catalog is empty',
        {'default': 'start with the line `errcat: 1`, then `errors:`, then an entry that starts with '
                    '`- code:`'},
        {'default': 'nothing here'},
        '',
        ('protective',),
        'There is nothing in the file but comments and blank lines.\n',
        ('The wrong file, or one that was never saved.',),
        ('Write the first entry.',),
        (('Found', '# nothing here yet\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'not-a-mapping': Diagnostic(
        'not-a-mapping',
        'Not a catalog',
        'finding',
        'yaml',
        1,
        'error',
        'this is not a catalog',
        {'default': 'start with the line `errcat: 1`, then `errors:`',
         'list': 'put the line `errors:` before the list, and `errcat: 1` above it',
         'text': 'this file is one long text: a catalog starts with the line `errcat: 1`, then '
                 '`errors:`',
         'other': 'none of the keys of this file is one of a catalog, which starts with `errcat: 1` '
                  'and has `errors:`; is it the right file?'},
        {'default': 'no key of a catalog'},
        '',
        ('protective',),
        ('The file has a list, a text or keys of another kind where a catalog has its keys `errcat` '
         'and `errors`.\n'),
        ('The wrong file, or the first lines are missing.',),
        ('Add the first lines.',),
        (('Found', '- code: ORDER_NOT_FOUND\n- code: CART_NOT_FOUND\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'unread-rest': Diagnostic(
        'unread-rest',
        'Too many slips to read on',
        'finding',
        'yaml',
        1,
        'error',
        'this file has too many slips: from here on, what is broken is left out',
        {'default': 'mend what is told above, then check again'},
        {'default': 'left out from here on'},
        '',
        ('protective',),
        'Each slip is told and read past, but not without end.\n',
        ('A file with very many slips, or one that is no catalog.',),
        ('Mend the first ones; `--fix` helps with many of them.',),
        (('Found', 'many lines that are no YAML\n'), ('Mended', 'errcat: 1\n')),
    ),
    'yaml-syntax': Diagnostic(
        'yaml-syntax',
        'Not YAML',
        'finding',
        'yaml',
        1,
        'error',
        'this line cannot be read',
        {'default': 'compare it with its neighbours: the spaces at its start, the colon and the space '
                    'after its key, the quotes around its text',
         'quotes': 'put quotes around the text, if it is one'},
        {'default': 'cannot be read'},
        '',
        ('protective',),
        'The line does not follow the rules of YAML, and none of the usual slips explains it.\n',
        ('Something rare.',),
        ('Compare the line with one that works.',),
        (('Found', '    message: ? [\n'), ('Mended', '    message: "? ["\n')),
    ),
    'merge-conflict': Diagnostic(
        'merge-conflict',
        'A merge conflict',
        'finding',
        'yaml',
        1,
        'error',
        'git has left two versions of these lines here, with its marks between them',
        {'default': 'keep the right version; delete the other one, and the lines that start with '
                    '<<<<<<<, ======= and >>>>>>>'},
        {'default': 'a merge is not finished'},
        '',
        ('protective',),
        'Git writes such marks where two people changed the same lines.\n',
        ('A merge was committed before its conflicts were solved.',),
        ('Keep one version.',),
        (('Found',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '<<<<<<< HEAD\n'
          '    message: The order does not exist\n'
          '=======\n'
          '    message: No such order\n'
          '>>>>>>> other\n'
          '    category: fix\n'
          '    action: Check the order number\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'code-fence': Diagnostic(
        'code-fence',
        'A Markdown fence',
        'finding',
        'yaml',
        1,
        'error',
        'a line of ``` belongs to Markdown, not to a catalog',
        {'default': 'delete this line, and the one at the end'},
        {'default': 'not YAML'},
        '',
        ('protective', 'fixable'),
        'Three backticks mark code in Markdown. They were copied with it.\n',
        ('The catalog was pasted from a chat or a page.',),
        ('Delete the lines.',),
        (('Found',
          '```yaml\n'
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n'
          '```\n'),
         ('Mended',
          'errcat: 1\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n'
          '    category: fix\n'
          '    action: Check the order number\n')),
    ),
    'unknown-key': Diagnostic(
        'unknown-key',
        'A field that does not exist',
        'finding',
        'format',
        1,
        'error',
        '{owner} has no field "{key}"',
        {'default': 'delete the line, or write it as `{own}: …` to keep it as a remark of your own; '
                    '{owner} may also have {free}',
         'similar': 'did you mean `{similar}`?',
         'renamed': 'that is called `{similar}` here; write{lines}',
         'inside': '`{key}` goes below `{inside}`; write{lines}',
         'inside-present': '`{key}` goes below `{inside}`, which this entry has already; write '
                           'there{lines}',
         'present': 'that is called `{similar}` here, and there is one already: keep one of the two',
         'outer': '`{key}` is a field of the {outer} around it: move the line out of `{container}`, as '
                  'far to the left as `{container}` itself',
         'of-an-error': '`{key}` is a field of an error: put {spaces} spaces before it, so that it '
                        'stands exactly below the `code` of its error',
         'in-an-error': '`{key}` is a field of an error: write it into an entry of `errors`, exactly '
                        'below its `code`'},
        {'default': 'not a field here'},
        '',
        ('protective',),
        ('Each part of a catalog has fields of its own. What is written under any other name reaches '
         'nobody:\n'
         'neither the docs nor the code would have it. That is why it is a mistake, and not simply '
         'left out.\n'
         '\n'
         'A field whose name starts with `x-` is always allowed. errcat keeps it and hands it on.\n'),
        ('The name of the field has a typing error.',
         'The field is called something else here. What other tools call `http_status` or `msg` is '
         '`status` and `message`.',
         'The line stands too far to the left or to the right, so that it belongs to something else.'),
        ('Take the name that the help proposes.',
         'Move the line to the part that has such a field.',
         'Put `x-` before a name of your own.'),
        (('Found', 'errors:\n  - code: order_not_found\n    mesage: The order does not exist\n'),
         ('Mended', 'errors:\n  - code: order_not_found\n    message: The order does not exist\n')),
    ),
    'more-unknown-keys': Diagnostic(
        'more-unknown-keys',
        'Many fields that do not exist',
        'finding',
        'format',
        1,
        'error',
        '{owner} has {count} more fields that it cannot have, from "{key}" on',
        {'default': 'so many at once have one cause: these lines stand in the wrong place, or come '
                    'from another kind of file'},
        {'default': 'the first of them'},
        '',
        ('protective',),
        ('Twenty unknown fields of one part are told one by one. The others are counted: so many at '
         'once are not\n'
         'typing errors.\n'),
        ('A piece of another file, such as an OpenAPI document, was pasted here.',
         'A list of codes was written without `- code:` before each.'),
        ('Move the lines to where they belong, or start each entry with `- code:`.',),
        (('Found',
          'errors:\n'
          '  - code: orders\n'
          '    not_found: The order does not exist\n'
          '    expired: The order has expired\n'
          '    # … and twenty more\n'),
         ('Mended',
          'errors:\n'
          '  - code: not_found\n'
          '    message: The order does not exist\n'
          '  - code: expired\n'
          '    message: The order has expired\n')),
    ),
    'missing-key': Diagnostic(
        'missing-key',
        'A field that must be there is missing',
        'finding',
        'format',
        1,
        'error',
        '{owner} needs {keys}',
        {'default': 'add to it, with a value of your own:{lines}',
         'dash': 'if this goes on with the error above, put two spaces where the dash is; if it is '
                 'another error, add to it, with a value of your own:{lines}'},
        {'default': 'it is missing here'},
        '',
        ('protective',),
        ('Few fields must be there, but without these nobody can use the part that they belong to: an '
         'error\n'
         'without a code cannot be told from others, and a link without an address leads nowhere.\n'),
        ('The entry is not finished yet.',
         'A dash too many cuts one entry in two. The second half has no code then.',
         'The name of the field has a typing error, which is told on its own.'),
        ('Add the field.', 'Where a dash is too many, put two spaces in its place.'),
        (('Found', 'errors:\n  - status: 404\n    message: The order does not exist\n'),
         ('Mended',
          'errors:\n'
          '  - code: order_not_found\n'
          '    status: 404\n'
          '    message: The order does not exist\n')),
    ),
    'wrong-type': Diagnostic(
        'wrong-type',
        'A value of the wrong kind',
        'finding',
        'format',
        1,
        'error',
        '{field} must be {expected}, not {found}',
        {'default': 'write it in this form:{lines}',
         'bare': 'write {expected} there, or delete the line',
         'number': 'write the number without quotes:{lines}',
         'boolean': 'write true or false without quotes:{lines}',
         'whole': 'write the number without a decimal point:{lines}',
         'text': 'write one text there:{lines}',
         'choice': 'there can be only one of these; choose which, and leave the dashes or the brackets '
                   'away:{lines}',
         'seconds': 'write the number of seconds:{lines}',
         'status': 'write only the number of the status:{lines}',
         'statuses': 'write each status as a number of its own:{lines}',
         'list': 'there can be several of these, so each one stands after a dash:{lines}',
         'items': 'there can be several of these, so each one starts with a dash:{lines}',
         'mapping': 'say which of its fields that is:{lines}',
         'keys': 'start each one with its name and a colon, without a dash:{lines}',
         'merged': 'there is only one of these, so leave the dashes away:{lines}',
         'one': 'there can be only one of these, so leave the dash or the brackets away:{lines}',
         'braces': 'put quotes around a text that starts with a brace or a bracket:{lines}',
         'colon': 'put quotes around a text that has a colon in it:{lines}',
         'translations': 'write one text there, and the other languages below `translations`:{lines}'},
        {'default': 'this is not {expected}',
         'number': 'the quotes make this a text',
         'boolean': 'the quotes make this a text',
         'braces': 'read as a group or a list',
         'colon': 'the colon makes this a group of fields'},
        '',
        ('protective', 'fixable'),
        ('A field takes values of one kind: text, a whole number, true or false, a list (`- …` lines), '
         'or a group\n'
         'of fields (`name: …` lines, further to the right). errcat never turns one into another by '
         'itself: `"404"`\n'
         'in quotes is a text, `404` is a number, and a guess about which was meant would be wrong '
         'some day.\n'),
        ('A number or a true stands in quotes.',
         'One text stands where several are possible, so a list is expected.',
         'A text starts with `{` or `[`, which YAML takes for the start of a group or a list.'),
        ('Type the lines that the help shows.',
         '`errcat check --fix` rewrites the value wherever only one thing can have been meant.'),
        (('Found',
          'errors:\n  - code: order_not_found\n    status: "404"\n    causes: The order was deleted\n'),
         ('Mended',
          'errors:\n'
          '  - code: order_not_found\n'
          '    status: 404\n'
          '    causes:\n'
          '      - The order was deleted\n')),
    ),
    'empty-value': Diagnostic(
        'empty-value',
        'Nothing is written there',
        'finding',
        'format',
        1,
        'error',
        '{field} is empty',
        {'default': 'delete the line, or write something there, such as{lines}',
         'required': 'write something there, such as{lines}',
         'item': 'delete this dash, or write something after it, such as{lines}',
         'map': 'write a description below it, or say that there is nothing to add:{lines}',
         'word': 'delete the line; or, where the text is the word {spelling} itself, put it in '
                 'quotes:{quoted}',
         'null': '`{spelling}` means that there is nothing; delete the line, or write something there, '
                 'such as{lines}'},
        {'default': 'nothing is written here',
         'word': 'this stands for nothing',
         'null': 'this stands for nothing'},
        '',
        ('protective', 'fixable'),
        ('After the colon, or after the dash, there is nothing. Leaving a field out and leaving it '
         'empty look alike,\n'
         'but an empty one is nearly always one that somebody wanted to come back to.\n'),
        ('The value was to be filled in later.',
         'The lines below are not far enough to the right to belong to the field.',
         'The value is `null` or `~`, which in YAML mean that there is nothing.'),
        ('Write the value.',
         'Move the lines that belong to it two spaces to the right.',
         'Delete the line; fields that may be left out need no empty place.'),
        (('Found', 'errors:\n  - code: order_not_found\n    action:\n'),
         ('Mended', 'errors:\n  - code: order_not_found\n    action: Check the order number\n')),
    ),
    'errors-not-a-list': Diagnostic(
        'errors-not-a-list',
        'The errors are no list',
        'finding',
        'format',
        1,
        'error',
        '"errors" must be a list in which every error starts with a dash',
        {'default': 'write every error like this:{lines}',
         'keyed': 'write the code after `- code:` instead of making it the name of a group:{lines}',
         'dash': 'put a dash before the first field of the error, and the others exactly below '
                 'it:{lines}'},
        {'default': 'a list belongs here'},
        '',
        ('protective', 'fixable'),
        ('The errors of a catalog are a list, not groups named by code: two errors may share a code in '
         'some APIs,\n'
         'and codes such as `404` or `NO` are no good as names in YAML.\n'),
        ('The code was written as the name of a group.', 'The dash before the first field is missing.'),
        ('Write `- code:` before each code, and the other fields exactly below `code`.',
         '`errcat check --fix` does so where the lines are laid out as usual.'),
        (('Found', 'errors:\n  order_not_found:\n    status: 404\n'),
         ('Mended', 'errors:\n  - code: order_not_found\n    status: 404\n')),
    ),
    'unknown-value': Diagnostic(
        'unknown-value',
        'A value that the field does not take',
        'finding',
        'format',
        1,
        'error',
        '{field} cannot be "{value}"',
        {'default': 'choose one of {known}',
         'similar': 'did you mean{lines}? Possible are {known}',
         'same': 'write it in small letters:{lines}'},
        {'default': 'one of: {known}'},
        '',
        ('protective', 'fixable'),
        ('Some fields take only a few values, because programs decide by them: how bad an error is, '
         'whether to send\n'
         'the request again. Your own words fit into `title`, `description` and `tags`.\n'),
        ('The value has a typing error, or a capital letter.',
         'The value is one that another tool has, such as `critical` for `error`.'),
        ('Choose one of the values that the help lists.',),
        (('Found', 'errors:\n  - code: order_archived\n    severity: warn\n'),
         ('Mended', 'errors:\n  - code: order_archived\n    severity: warning\n')),
    ),
    'wrong-form': Diagnostic(
        'wrong-form',
        'A text that is not written as its field demands',
        'finding',
        'format',
        1,
        'error',
        '{field} cannot be written "{value}"',
        {'default': '{form}',
         'similar': 'write{lines}: {form}',
         'key': 'write `{better}`, here and wherever it is named: {form}'},
        {'default': 'not the form that is needed'},
        '',
        ('protective',),
        ('Ids, names, dates and addresses become parts of page addresses, of code and of file names. '
         'That only works\n'
         'with letters that are safe in all of these. What people read has no such limits: it goes '
         'into `title` or\n'
         '`description`.\n'),
        ('An id has capital letters, blanks or signs in it.',
         'A date is written in the order of another country.',
         'An address lacks its `https://`.'),
        ('Write it in the form that the help names. Put the words for people into `title`.',),
        (('Found', 'groups:\n  Billing & Payment: {}\n'),
         ('Mended', 'groups:\n  billing:\n    title: Billing & Payment\n')),
    ),
    'too-long': Diagnostic(
        'too-long',
        'A text that is too long for its field',
        'finding',
        'format',
        1,
        'error',
        '{field} has {length} characters, but {limit} is the limit',
        {'default': 'shorten it to {limit} characters',
         'sentence': 'say it in a sentence or two; the long story goes into `description`, which has '
                     'room for 50000 characters'},
        {'default': 'at most {limit} characters'},
        '',
        ('protective',),
        ('Every field has room for what it is meant for and a good deal more. A text beyond that is in '
         'the wrong\n'
         'field, or a file was pasted into it by mistake; as a code or an id it would break page '
         'addresses and\n'
         'file names.\n'),
        ('A whole description stands in `message` or `action`.', 'Something was pasted by mistake.'),
        ('Keep the sentence that matters there, and move the others to `description`.',),
        (('Found',
          'errors:\n'
          '  - code: order_not_found\n'
          '    title: The order does not exist, because … (and 600 characters more)\n'),
         ('Mended',
          'errors:\n'
          '  - code: order_not_found\n'
          '    title: Order not found\n'
          '    description: The order does not exist, because … (and 600 characters more)\n')),
    ),
    'empty-list': Diagnostic(
        'empty-list',
        'A list without items',
        'finding',
        'format',
        1,
        'error',
        '{field} is a list without items',
        {'default': 'delete the line, or write at least one, such as{lines}'},
        {'default': 'nothing is in it'},
        '',
        ('protective',),
        ('For some lists nothing is an answer: `status: []` says that an error never travels with a '
         'status. For\n'
         'others it says nothing at all, so they must have an item or be left out.\n'),
        ('The list was to be filled in later.',),
        ('Write the first item, or delete the field.',),
        (('Found', 'errors:\n  - code: order_not_found\n    messages: []\n'),
         ('Mended',
          'errors:\n'
          '  - code: order_not_found\n'
          '    messages:\n'
          '      - when: The order was deleted\n'
          '        message: The order does not exist\n')),
    ),
    'number-too-small': Diagnostic(
        'number-too-small',
        'A number that is too small',
        'finding',
        'format',
        1,
        'error',
        '{field} is {value}, but must be at least {limit}',
        {'default': 'write {limit} or more, or delete the line'},
        {'default': 'at least {limit}'},
        '',
        ('protective',),
        ('A wait of less than no time, or less than one attempt, cannot be meant; a client that takes '
         'it at its\n'
         'word would fail, or send requests without end.\n'),
        ('A minus sign or a zero got there by mistake, or stands for "no limit".',),
        ('Write the number that is meant. Where there is no limit, leave the field out.',),
        (('Found',
          'errors:\n  - code: overloaded\n    retry:\n      strategy: after\n      after: -30\n'),
         ('Mended',
          'errors:\n  - code: overloaded\n    retry:\n      strategy: after\n      after: 30\n')),
    ),
    'repeated-item': Diagnostic(
        'repeated-item',
        'An item is twice in a list',
        'finding',
        'format',
        1,
        'error',
        '"{value}" is twice in {field}',
        {'default': 'delete this one of the two'},
        {'default': 'here again'},
        'here first',
        ('protective', 'fixable'),
        ('In a list of statuses, tags or fields an item counts once. A second one is often a slip of '
         'the hand where\n'
         'another item was meant.\n'),
        ('The line was copied and not changed.',),
        ('Delete one of the two, or write the item that was meant.',),
        (('Found', 'errors:\n  - code: order_not_found\n    status: [404, 410, 404]\n'),
         ('Mended', 'errors:\n  - code: order_not_found\n    status: [404, 410]\n')),
    ),
    'unknown-rule-or-code': Diagnostic(
        'unknown-rule-or-code',
        'Neither a rule nor a code',
        'run-error',
        'run',
        2,
        'error',
        'there is no rule and no code "{word}"',
        {'default': '`errcat rules` lists the rules; codes were looked up in {catalogs}',
         'similar': 'did you mean `errcat explain {similar}`?',
         'no-catalog': '`errcat rules` lists the rules; to look up a code, add its catalog: errcat '
                       'explain {word} --catalog errors.yaml'},
        {'default': ''},
        '',
        (),
        ("What was typed is neither the id of one of errcat's rules, nor a code, a name or a number in "
         'one of the\n'
         'catalogs that were looked through.\n'),
        ('The word has a typing mistake.',
         'The code is in a catalog that neither `errcat.toml` nor `--catalog` names.'),
        ('Take the word that the help proposes, or name the catalog with `--catalog`.',),
        (),
    ),
    'nothing-to-explain': Diagnostic(
        'nothing-to-explain',
        'Nothing to explain',
        'run-error',
        'run',
        2,
        'error',
        'there is nothing to explain',
        {'default': 'type a rule or a code behind it, as in: errcat explain duplicate-code\n'
                    'or hand over an error response, as in: errcat explain - < response.json\n',
         'empty': 'nothing came in on standard input; paste the response, or send it there with < or |',
         'no-catalog': 'to find the code in a response, name its catalog, as in: errcat explain - '
                       '--catalog errors.yaml'},
        {'default': ''},
        '',
        (),
        ('`errcat explain` says what something means: a rule, a code, or a response that is handed '
         'over on standard\n'
         'input. None of these was there.\n'),
        ('The rule or the code was left out.',
         'The command before the `|` printed nothing.',
         'No catalog is named in which the codes of a response could be looked up.'),
        ('Type the word behind `errcat explain`, or look whether the command before the `|` prints a '
         'response.',),
        (),
    ),
    'no-known-code': Diagnostic(
        'no-known-code',
        'A response without a known code',
        'run-error',
        'run',
        1,
        'error',
        'no known code is in it',
        {'default': 'look whether the whole response was pasted, and whether it belongs to this API\n'
                    'codes were looked up in {catalogs}\n',
         'similar': '"{word}" in {where} is not one; did you mean `errcat explain {similar}`?',
         'unknown': '"{word}" in {where} is not one, nor like one\n'
                    'codes were looked up in {catalogs}\n'},
        {'default': ''},
        '',
        (),
        ("`errcat explain -` looks for a code in what it reads: first where the catalog's envelope "
         'says that it\n'
         'travels, then under names such as `code` and `type`, then everywhere. None of the codes, '
         'names and numbers\n'
         'of the catalog was there. The exit code is 1.\n'),
        ("The response is another API's, or a gateway's in front of it.",
         'The API sends a code that its catalog does not have yet.'),
        ("Look up the code in the API that sent it. If it is this one's, add it to the catalog.",),
        (),
    ),
    'unknown-schema': Diagnostic(
        'unknown-schema',
        'A schema that does not exist',
        'run-error',
        'run',
        2,
        'error',
        'there is no schema "{name}"',
        {'default': 'there are {known}', 'similar': 'did you mean `errcat schema {similar}`?'},
        {'default': ''},
        '',
        (),
        ("`errcat schema` prints the JSON Schemas of errcat's files and of what it prints. Each has a "
         'short name.\n'),
        ('The name has a typing mistake.',),
        ('Type `errcat schema` alone to see the names.',),
        (),
    ),
    'name-collision': Diagnostic(
        'name-collision',
        'Two things would have one name',
        'finding',
        'codes',
        1,
        'error',
        '"{first}" and "{second}" share the name {name}',
        {'default': 'a name is the code in capitals, with _ for other signs and E before a digit; '
                    'write a line such as this below the code:\n'
                    '  name: {free}\n',
         'named': 'names must differ, and in more than capitals; write for example\n  name: {free}\n',
         'repeated': 'a code with several meanings needs a name for each; write a line such as this '
                     'below the code:\n'
                     '  name: {free}\n',
         'id': 'programmers see both as {name}: rename one of them, here and wherever it is used'},
        {'default': 'its name is {name}, too',
         'named': 'this name is taken',
         'repeated': 'the same code again, without a name of its own',
         'id': 'this is {name} in code, too'},
        'the name {name} belongs to this one',
        ('protective',),
        ('Every error has a name. Programmers type it, and the address of its page is made of it. '
         'Where no `name` is\n'
         'given, it is made from the code: `order.not_found` and `order-not-found` both give '
         '`ORDER_NOT_FOUND`.\n'
         '\n'
         'Two errors with one name would be one constant in code, and the page of one would replace '
         'the page of the\n'
         'other. Capitals do not tell names apart either: many file systems and web servers take '
         '`Timeout` and\n'
         '`TIMEOUT` for the same. For categories and types the same holds of their ids.\n'),
        ('Two codes differ in punctuation or capitals only.',
         'One code has several meanings, which is fine, but no names tell them apart.',
         'An entry was copied together with its name.'),
        ('Write a `name` below the code of one of them. The code stays as it is, so no client '
         'notices.',),
        (('Found', 'errors:\n  - code: order.not_found\n  - code: order-not-found\n'),
         ('Mended',
          'errors:\n'
          '  - code: order.not_found\n'
          '  - code: order-not-found\n'
          '    name: LEGACY_ORDER_NOT_FOUND\n')),
    ),
    'codes-differ-in-case': Diagnostic(
        'codes-differ-in-case',
        'Two codes differ in capitals only',
        'finding',
        'codes',
        1,
        'error',
        '"{first}" and "{second}" differ in capitals only',
        {'default': 'if one of them is a slip, correct it; if the API really has both, say so with a '
                    'line below this code:\n'
                    '  name: {name}\n'},
        {'default': 'the same code in other capitals'},
        'this is the other one',
        (),
        ('To a program these are two codes, to a person they are one. A client that compares codes '
         'without looking at\n'
         'capitals takes the one for the other.\n'
         '\n'
         'Some APIs really have such pairs. A `name` below one of the two says that it is meant to be '
         'so.\n'),
        ('A code was typed again, with other capitals.', 'The API sends both.'),
        ('Take the spelling that the API really sends.',
         'Give one of them a `name`, if the API sends both.'),
        (('Found', 'errors:\n  - code: ipBlocked\n  - code: ipblocked\n'),
         ('Mended',
          'errors:\n  - code: ipBlocked\n  - code: ipblocked\n    name: IP_BLOCKED_OLD_SPELLING\n')),
    ),
    'missing-name': Diagnostic(
        'missing-name',
        'Nothing to make a name of',
        'finding',
        'codes',
        1,
        'error',
        'no name can be made from the code "{code}"',
        {'default': 'write a line such as this below the code:\n  name: {proposal}\n',
         'empty': 'if the code is still to come, write it between the quotes; if the API sends an '
                  'empty one, write below it\n'
                  '  name: {proposal}\n'},
        {'default': 'no letter from A to Z and no digit', 'empty': 'an empty code'},
        '',
        ('protective',),
        ('Every error has a name. Programmers type it, and the address of its page is made of it. '
         'Where no `name` is\n'
         'given, it is made from the letters A to Z and the digits of the code; this code has '
         'neither.\n'),
        ('The code is empty, or consists of signs.',
         'The code is written in letters other than A to Z.'),
        ('Write a `name` below the code. It may have letters from A to Z, digits and `_`, and starts '
         'with a letter.',),
        (('Found', 'errors:\n  - code: ""\n'),
         ('Mended', 'errors:\n  - code: ""\n    name: UNKNOWN_REASON\n')),
    ),
    'reserved-name': Diagnostic(
        'reserved-name',
        'A name that nothing can have',
        'finding',
        'codes',
        1,
        'error',
        'the name "{name}" is reserved',
        {'default': 'its page would be a file that Windows cannot have; write another, such as '
                    '`{line}`, here and wherever it is used',
         'overview': 'its page would replace the overview of all pages; write another, such as '
                     '`{line}`, here and wherever it is used',
         'keyword': 'it would break the code that is made from the catalog; write for example\n'
                    '  {line}\n',
         'derived': 'its page would be a file that Windows cannot have; write a line such as this '
                    'below the code:\n'
                    '  {line}\n',
         'derived-overview': 'its page would replace the overview of all pages; write a line such as '
                             'this below the code:\n'
                             '  {line}\n'},
        {'default': 'Windows keeps this word for itself',
         'overview': 'the overview page has this name',
         'keyword': 'programming languages keep this word for themselves',
         'derived': 'gives the name {name}, which Windows keeps for itself',
         'derived-overview': 'gives the name {name}, which the overview page has'},
        '',
        ('protective',),
        ('The address of a page is made from an id or a name. Some words do not work there:\n'
         '\n'
         '- Windows keeps `con`, `prn`, `aux`, `nul`, `com1` to `com9` and `lpt1` to `lpt9` for '
         'itself. Whoever has a\n'
         '  folder with a file of that name cannot copy or check it out there.\n'
         '- `index` and `readme` are the overview of a folder.\n'
         '\n'
         'A `name` that is given by hand can be no word of a programming language either, such as '
         '`class` or `import`.\n'),
        ('A short word was taken for an id.', 'The code itself is such a word.'),
        ('Rename the category, group, type or guide, and whatever refers to it.',
         'Give the error another `name`. Its code stays as it is.'),
        (('Found', 'groups:\n  aux: {title: Auxiliary services}\n'),
         ('Mended', 'groups:\n  auxiliary: {title: Auxiliary services}\n')),
    ),
    'mixed-code-styles': Diagnostic(
        'mixed-code-styles',
        'A code in another style than the others',
        'finding',
        'codes',
        1,
        'warning',
        'the code "{code}" is not written like the others',
        {'default': '{count} of {total} codes are written like {common}, such as "{example}"; if no '
                    'client knows this one yet, write\n'
                    '  {line}\n'
                    'if all of them are meant as they are, say so with a `pattern` under `codes`, or '
                    'turn this rule off\n',
         'other': '{count} of {total} codes are written like {common}, such as "{example}"; write this '
                  'one alike if no client knows it yet; if all are meant as they are, say so with a '
                  '`pattern` under `codes`, or turn this rule off'},
        {'default': 'written like {style}'},
        '',
        (),
        ('Who has seen ten codes such as `ORDER_NOT_FOUND` expects the eleventh to look alike, and '
         'mistypes one that\n'
         "does not. A style is taken for the catalog's own where most codes fit it, and at least "
         'three.\n'
         '\n'
         'Clients may rely on a code as it is. Changing one that is published breaks them: then leave '
         'it, and say under\n'
         '`codes` which codes there are.\n'),
        ('Codes of several teams or times have come together.',
         'A code was typed in the style of another API.'),
        ('Write the code in the style of the others, as long as no client knows it.',
         'Write a `pattern` under `codes` that fits all codes. This rule is silent then.'),
        (('Found',
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '  - code: CART_IS_EMPTY\n'
          '  - code: CARD_DECLINED\n'
          '  - code: quotaExceeded\n'),
         ('Mended',
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '  - code: CART_IS_EMPTY\n'
          '  - code: CARD_DECLINED\n'
          '  - code: QUOTA_EXCEEDED\n')),
    ),
    'code-against-pattern': Diagnostic(
        'code-against-pattern',
        'A code that does not fit the pattern',
        'finding',
        'codes',
        1,
        'error',
        'the code "{code}" does not fit the pattern of this catalog',
        {'default': 'codes here are written like this:\n  {line}\n',
         'example': 'all of a code must fit the pattern, as "{example}" does; correct the code, or let '
                    'the pattern allow it',
         'alone': 'all of a code must fit the pattern, and no code of this catalog does; look at the '
                  'pattern first: {pattern}'},
        {'default': 'does not fit'},
        'the pattern for all codes',
        (),
        ('Under `codes`, a `pattern` says what the codes of an API look like. It is a regular '
         'expression, and a code\n'
         'must fit it from its first character to its last. Clients may rely on that.\n'),
        ('A typing mistake, or another style than that of the other codes.',
         'The pattern is older than the code.'),
        ('Correct the code.', 'Ask whoever looks after the catalog to extend the pattern.'),
        (('Found', 'codes:\n  pattern: "[A-Z]+(_[A-Z]+)*"\nerrors:\n  - code: order-not-found\n'),
         ('Mended', 'codes:\n  pattern: "[A-Z]+(_[A-Z]+)*"\nerrors:\n  - code: ORDER_NOT_FOUND\n')),
    ),
    'bad-pattern': Diagnostic(
        'bad-pattern',
        'A pattern that cannot be used',
        'finding',
        'codes',
        1,
        'error',
        'the pattern "{pattern}" cannot be used',
        {'default': 'write a simpler one: a pattern for ORDER_NOT_FOUND and its like is '
                    '"[A-Z]+(_[A-Z]+)*"',
         'unclosed-group': 'write `)` where the group ends; if a real ( is meant, write it as [(]',
         'unopened-group': 'write `(` where the group starts; if a real ) is meant, write it as [)]',
         'unclosed-set': 'write `]` behind the characters that are allowed, as in [A-Z]; if a real [ '
                         'is meant, write a backslash before it',
         'nothing-to-repeat': '`*`, `+`, `?` and {{2,5}} belong behind what they repeat, once, as in '
                              '[A-Z]+; if the sign itself is meant, write it as [{piece}]',
         'backwards': 'turn the two around: the smaller one comes first, as in [A-Z] or {{2,5}}',
         'bare-sign': 'if the sign itself is meant, write a backslash before it; how often something '
                      'comes is written as in [0-9]{{4}}',
         'not-everywhere': 'do without `{piece}`: characters, sets such as [A-Z0-9_], \\d, \\w, \\s, '
                           'groups, | and repeats are known to every program that may read the pattern',
         'slow': 'a part that repeats must not fit the same text in two ways; put a sign between its '
                 'rounds, as in\n'
                 '  pattern: "[A-Z]+(_[A-Z]+)*"\n'},
        {'default': 'something is wrong from here on',
         'unclosed-group': 'the group that starts here never ends',
         'unopened-group': 'no group starts before this',
         'unclosed-set': 'the set that starts here never ends, or has nothing in it',
         'nothing-to-repeat': 'there is nothing to repeat before this',
         'backwards': 'from more to less',
         'bare-sign': 'this sign means something else here',
         'not-everywhere': 'not every program knows this',
         'slow': 'trying this could take ages'},
        '',
        ('protective',),
        ('Under `codes`, a `pattern` says what codes look like. It is a regular expression, and the '
         'contract of the API\n'
         'carries it on to other programs. So only what all of them understand alike can be used: '
         'characters, `.`, sets\n'
         'such as `[A-Z0-9]`, `\\d` `\\w` `\\s`, groups, `|`, repeats, and `^` and `$` at the ends '
         '(which change nothing).\n'
         '\n'
         'Some patterns take ages over a code that almost fits, because they can try it in more ways '
         'than there are\n'
         'grains of sand. `(A+)+` is one: a row of As is cut into rounds in every possible way. Such a '
         'pattern stops\n'
         'whatever program runs it, and so it is refused before it is tried.\n'),
        ('A bracket or a parenthesis is missing.',
         'The pattern uses something that only some programs know, such as `(?=…)` or `\\1`.',
         'A repeat stands inside a repeat, with nothing fixed between the rounds.'),
        ('Correct what is marked.',
         'Take one of these and change it: `[A-Z]+(_[A-Z]+)*`, `[a-z]+([_.-][a-z]+)*`, `E[0-9]{4}`.',
         'Leave the pattern out. Then every code is allowed.'),
        (('Found', 'codes:\n  pattern: "^(A+)+$"\n'), ('Mended', 'codes:\n  pattern: "A+"\n')),
    ),
    'non-ascii-code': Diagnostic(
        'non-ascii-code',
        'A code with characters that not every program knows',
        'finding',
        'codes',
        1,
        'error',
        'the code "{code}" has {characters}',
        {'default': 'codes have the letters A to Z, digits and plain signs; write for example\n'
                    '  {line}\n',
         'unspelled': 'codes have the letters A to Z, digits and plain signs: write it with these; the '
                      'title and the message may have letters of any kind'},
        {'default': 'not on every keyboard'},
        '',
        (),
        ('Codes are typed, searched for in logs, sent in headers and compared by programs in many '
         'languages. Only the\n'
         'characters of ASCII (A to Z, a to z, 0 to 9, and signs such as `_`, `-`, `.`) come through '
         'all of that\n'
         'unharmed. An `é` can be stored in two ways that look the same, and are not equal.\n'
         '\n'
         'Titles, messages and actions may have characters of any kind.\n'),
        ('The code is a word of another language than English.',
         'A sign was put in by a word processor.'),
        ('Write the code with plain letters, and let the title say it in your language.',),
        (('Found', 'errors:\n  - code: MÜNZE_UNGÜLTIG\n'),
         ('Mended', 'errors:\n  - code: COIN_NOT_ACCEPTED\n    title: Münze ungültig\n')),
    ),
    'space-in-code': Diagnostic(
        'space-in-code',
        'A code with a blank at its end, a tab or a line break',
        'finding',
        'codes',
        1,
        'error',
        'the code "{code}" has blanks that nobody sees',
        {'default': 'write\n  {line}\n',
         'line-break': 'write the code on the same line, without `|` or `>`:\n  {line}\n',
         'blank': 'this code is nothing but blanks: write the code that the API sends'},
        {'default': 'blanks before, behind or within'},
        '',
        (),
        ('A blank before or behind a code is part of it for every program, and for no person. A '
         'comparison with the\n'
         'code as everybody reads it fails then. A code that is written below a `|` ends with a line '
         'break.\n'),
        ('A blank was left inside the quotes.', 'The code was written below a `|`, as long texts are.'),
        ('Write the code on the line of `code`, without blanks around it.',),
        (('Found', 'errors:\n  - code: |\n      TOKEN_EXPIRED\n'),
         ('Mended', 'errors:\n  - code: TOKEN_EXPIRED\n')),
    ),
    'retired-code-in-use': Diagnostic(
        'retired-code-in-use',
        'A retired code has come back',
        'finding',
        'codes',
        1,
        'error',
        'the code "{code}" is retired, and must never come back',
        {'default': 'give this error another code, for clients may still know the old meaning; if it '
                    'was retired by mistake, delete it under `retired`'},
        {'default': 'used again here'},
        'retired here',
        (),
        ('A client that was written long ago still knows what a retired code meant. If it comes back '
         'with another\n'
         'meaning, that client does the wrong thing.\n'),
        ('The code was free, and looked fitting for a new error.',
         'The error was retired, and its entry was left in.'),
        ('Take a code that never existed.',
         'Delete the entry, if the API does not send it any more.',
         'Delete the line under `retired`, if the API never stopped sending it.'),
        (('Found', 'errors:\n  - code: CARD_EXPIRED\nretired:\n  - CARD_EXPIRED\n'),
         ('Mended', 'errors:\n  - code: CARD_NO_LONGER_VALID\nretired:\n  - CARD_EXPIRED\n')),
    ),
    'reserved-code-in-use': Diagnostic(
        'reserved-code-in-use',
        'A reserved code is in use',
        'finding',
        'codes',
        1,
        'error',
        '{code} is reserved',
        {'default': 'take another code; if this error is what the code was kept for, delete it under '
                    '`reserved`',
         'range': 'take a number outside {first} to {last}; if this error is what they were kept for, '
                  'make the range under `reserved` smaller'},
        {'default': 'reserved', 'range': 'between {first} and {last}'},
        'reserved here',
        (),
        ('Under `reserved` stand codes, and ranges of numbers, that are kept for something: a part of '
         'the API that is\n'
         'still to come, or another team.\n'),
        ('The next free number was taken without a look at the reserved ones.',
         'The code is now used for what it was kept for, and is still listed as reserved.'),
        ('Take another code.', 'Take the code out of `reserved`, if its time has come.'),
        (('Found',
          'errors:\n  - code: "2001"\nreserved:\n  - {from: 2000, to: 2999, reason: For payments}\n'),
         ('Mended',
          'errors:\n  - code: "1007"\nreserved:\n  - {from: 2000, to: 2999, reason: For payments}\n')),
    ),
    'retired-twice': Diagnostic(
        'retired-twice',
        'A code is retired two times',
        'finding',
        'codes',
        1,
        'error',
        'the code "{code}" is retired two times',
        {'default': 'delete one of the two; keep what both of them say, such as `since` or `reason`'},
        {'default': 'again here'},
        'first here',
        (),
        ('A code is retired once. Of two entries, nobody knows which one holds: they may name '
         'different replacements.\n'),
        ('The code was retired in two files, or by two people.',),
        ('Keep the entry that says more.',),
        (('Found',
          'retired:\n  - CARD_EXPIRED\n  - {code: CARD_EXPIRED, replaced_by: CARD_NO_LONGER_VALID}\n'),
         ('Mended', 'retired:\n  - {code: CARD_EXPIRED, replaced_by: CARD_NO_LONGER_VALID}\n')),
    ),
    'unknown-category': Diagnostic(
        'unknown-category',
        'A category that does not exist',
        'finding',
        'references',
        1,
        'error',
        'there is no category "{id}"',
        {'default': 'the categories are {known}; take one of them, or add this line under '
                    '`categories:`\n'
                    '  {id}: {{title: …}}\n',
         'built-in': 'the categories are {known}: take one of them (a section `categories` of your own '
                     'would take the place of all four)',
         'similar': 'did you mean `category: {similar}`? (the categories are {known})',
         'undeclared': 'this catalog declares no categories; put these lines above `errors:`\n'
                       '  categories:\n'
                       '    {id}: {{title: …}}\n'},
        {'default': 'not declared under `categories`'},
        '',
        (),
        ('A category says what a caller does about an error: send the request again, change it, ask a '
         'person. Without\n'
         'being declared there are four of them: `retry`, `fix`, `escalate` and `success`. A catalog '
         'that has\n'
         '`categories` of its own has these instead.\n'),
        ('The category has a typing mistake.',
         'The catalog declares its own categories, and this is one of the four that there are without.'),
        ('Write one of the categories that there are.', 'Declare the category under `categories`.'),
        (('Found', 'errors:\n  - code: TOO_MANY_REQUESTS\n    category: retri\n'),
         ('Mended', 'errors:\n  - code: TOO_MANY_REQUESTS\n    category: retry\n')),
    ),
    'unknown-group': Diagnostic(
        'unknown-group',
        'A group that does not exist',
        'finding',
        'references',
        1,
        'error',
        'there is no group "{id}"',
        {'default': 'the groups are {known}; take one of them, or add this line under `groups:`\n'
                    '  {id}: {{title: …}}\n',
         'similar': 'did you mean `group: {similar}`? (the groups are {known})',
         'undeclared': 'this catalog declares no groups yet; put these lines above `errors:`, with a '
                       'title of your own\n'
                       '  groups:\n'
                       '    {id}: {{title: …}}\n'},
        {'default': 'not declared under `groups`'},
        '',
        (),
        ('A group is a section of the docs. It is declared once, with its title and perhaps a '
         'description, and each\n'
         'error of the section names it. Errors of a group that does not exist would stand in no '
         'section.\n'),
        ('The group has a typing mistake.', 'The group is new, and was not declared.'),
        ('Write one of the groups that there are.', 'Declare the group under `groups`.'),
        (('Found',
          'groups:\n  orders: {title: Orders}\nerrors:\n  - code: ORDER_NOT_FOUND\n    group: order\n'),
         ('Mended',
          'groups:\n'
          '  orders: {title: Orders}\n'
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    group: orders\n')),
    ),
    'unknown-type': Diagnostic(
        'unknown-type',
        'An error type that does not exist',
        'finding',
        'references',
        1,
        'error',
        'there is no error type "{id}"',
        {'default': 'the types are {known}; take one of them, or add this line under `types:`\n'
                    '  {id}: {{title: …}}\n',
         'similar': 'did you mean `type: {similar}`? (the types are {known})',
         'undeclared': 'this catalog declares no types yet; put these lines above `errors:`, with a '
                       'title of your own\n'
                       '  types:\n'
                       '    {id}: {{title: …}}\n'},
        {'default': 'not declared under `types`'},
        '',
        (),
        ('An error type is a family of errors that programs catch together; it becomes a class in '
         'code. It is declared\n'
         'once, and each error of the family names it.\n'),
        ('The type has a typing mistake.', 'The type is new, and was not declared.'),
        ('Write one of the types that there are.', 'Declare the type under `types`.'),
        (('Found',
          'types:\n'
          '  payment-error: {title: Payment errors}\n'
          'errors:\n'
          '  - code: CARD_DECLINED\n'
          '    type: payment_error\n'),
         ('Mended',
          'types:\n'
          '  payment-error: {title: Payment errors}\n'
          'errors:\n'
          '  - code: CARD_DECLINED\n'
          '    type: payment-error\n')),
    ),
    'unknown-parent': Diagnostic(
        'unknown-parent',
        'A group below one that does not exist',
        'finding',
        'references',
        1,
        'error',
        'there is no group "{id}" to stand below',
        {'default': 'the groups are {known}; take one of them, or delete the line: then the group '
                    'stands at the top',
         'similar': 'did you mean `parent: {similar}`?'},
        {'default': 'not declared under `groups`'},
        '',
        (),
        ('A group with a `parent` is a section inside that other section of the docs. The parent must '
         'be a group of the\n'
         'same catalog.\n'),
        ('The parent has a typing mistake.', 'The parent was renamed or deleted.'),
        ('Write one of the groups that there are.', 'Delete the line.'),
        (('Found',
          'groups:\n  payments: {title: Payments}\n  cards: {title: Cards, parent: payment}\n'),
         ('Mended',
          'groups:\n  payments: {title: Payments}\n  cards: {title: Cards, parent: payments}\n')),
    ),
    'group-cycle': Diagnostic(
        'group-cycle',
        'Groups below one another in a circle',
        'finding',
        'references',
        1,
        'error',
        'groups stand below one another in a circle: {cycle}',
        {'default': 'delete the line `parent` of the group that is to stand at the top',
         'self': 'delete this line: without a `parent`, "{id}" stands at the top'},
        {'default': 'starts the circle', 'self': 'a group cannot stand below itself'},
        'goes on here',
        ('protective',),
        ('Each group may stand below another one. In a circle there is no group at the top, so the '
         'docs would have no\n'
         'place for any of them.\n'),
        ('A group was moved below another one, which stands below it already.',),
        ('Delete the `parent` of one of them.',),
        (('Found',
          'groups:\n'
          '  payments: {title: Payments, parent: cards}\n'
          '  cards: {title: Cards, parent: payments}\n'),
         ('Mended',
          'groups:\n  payments: {title: Payments}\n  cards: {title: Cards, parent: payments}\n')),
    ),
    'unknown-see-also': Diagnostic(
        'unknown-see-also',
        'A pointer to an error that does not exist',
        'finding',
        'references',
        1,
        'error',
        'there is no error "{reference}" to see',
        {'default': 'write the code of an error of this catalog, letter for letter, or delete it here',
         'similar': 'did you mean "{similar}"?',
         'retired': 'a retired code has no page to see: delete it here',
         'replaced': 'a retired code has no page to see: write "{similar}", which took its place, or '
                     'delete it here'},
        {'default': 'no error has this code or name',
         'retired': 'this code is retired',
         'replaced': 'this code is retired'},
        '',
        (),
        ('`see_also` lists related errors by their codes (or names). Each becomes a link in the docs; '
         'a link to an\n'
         'error that does not exist leads nowhere.\n'),
        ('The code has a typing mistake, or other capitals.',
         'The error was renamed, retired or deleted.'),
        ('Write the code as it stands in its own entry.', 'Delete it from the list.'),
        (('Found',
          'errors:\n  - code: CARD_DECLINED\n  - code: CARD_EXPIRED\n    see_also: [CARD_DECLINE]\n'),
         ('Mended',
          'errors:\n  - code: CARD_DECLINED\n  - code: CARD_EXPIRED\n    see_also: [CARD_DECLINED]\n')),
    ),
    'unknown-replacement': Diagnostic(
        'unknown-replacement',
        'Replaced by a code that does not exist',
        'finding',
        'references',
        1,
        'error',
        'there is no error "{replacement}" to replace "{code}"',
        {'default': 'write the code of an error of this catalog, letter for letter, or delete the line '
                    'if nothing takes its place',
         'similar': 'did you mean "{similar}"?'},
        {'default': 'no error has this code or name'},
        '',
        (),
        ('`replaced_by` tells users of an old code which one comes instead. If there is no such code, '
         'they look for\n'
         'something that they will never get.\n'),
        ('The code has a typing mistake, or other capitals.',
         'The entry of the new code was not written yet.'),
        ('Write the code as it stands in its own entry.', 'Add the entry of the new code.'),
        (('Found',
          'errors:\n'
          '  - code: TOKEN_EXPIRED\n'
          '  - code: TOKEN_TOO_OLD\n'
          '    deprecated: {replaced_by: TOKN_EXPIRED}\n'),
         ('Mended',
          'errors:\n'
          '  - code: TOKEN_EXPIRED\n'
          '  - code: TOKEN_TOO_OLD\n'
          '    deprecated: {replaced_by: TOKEN_EXPIRED}\n')),
    ),
    'self-reference': Diagnostic(
        'self-reference',
        'An error that points to itself',
        'finding',
        'references',
        1,
        'error',
        '"{code}" points to itself',
        {'default': 'delete it here, or write the code of a related error',
         'replacement': 'write the code to use instead; if there is none, delete `replaced_by`'},
        {'default': 'this is the error itself', 'replacement': 'a code cannot take its own place'},
        '',
        (),
        ('A reader who follows the link ends up where they are. As the replacement of a code that goes '
         'away, it says to\n'
         'use what must not be used.\n'),
        ('An entry was copied, and its references were not changed.',
         'The code was renamed together with the references to it.'),
        ('Name the error that is meant.', 'Delete the reference.'),
        (('Found', 'errors:\n  - code: CARD_EXPIRED\n    see_also: [CARD_EXPIRED, CARD_DECLINED]\n'),
         ('Mended', 'errors:\n  - code: CARD_EXPIRED\n    see_also: [CARD_DECLINED]\n')),
    ),
    'replacement-cycle': Diagnostic(
        'replacement-cycle',
        'Codes that replace one another in a circle',
        'finding',
        'references',
        1,
        'error',
        'codes replace one another in a circle: {cycle}',
        {'default': 'one of them must be the code to use: delete its `deprecated` (or its '
                    '`replaced_by`), or let it name a code that is current'},
        {'default': 'starts the circle'},
        'goes on here',
        (),
        ('Whoever follows the replacements of an old code must arrive at one that is current. In a '
         'circle nobody ever\n'
         'arrives.\n'),
        ('A deprecation was taken back by deprecating the new code in turn.',
         'Old and new were mixed up in one of the entries.'),
        ('Find out which of the codes the API sends today, and delete its `deprecated`.',),
        (('Found',
          'errors:\n'
          '  - code: TOKEN_EXPIRED\n'
          '    deprecated: {replaced_by: TOKEN_TOO_OLD}\n'
          '  - code: TOKEN_TOO_OLD\n'
          '    deprecated: {replaced_by: TOKEN_EXPIRED}\n'),
         ('Mended',
          'errors:\n'
          '  - code: TOKEN_EXPIRED\n'
          '  - code: TOKEN_TOO_OLD\n'
          '    deprecated: {replaced_by: TOKEN_EXPIRED}\n')),
    ),
    'stale-replacement': Diagnostic(
        'stale-replacement',
        'Replaced by a code that is going away itself',
        'finding',
        'references',
        1,
        'error',
        '"{code}" is replaced by "{replacement}", which is {state} itself',
        {'default': 'name the code that is current now:\n  {line}\n',
         'none': 'name a code that is current; if nothing takes its place, delete `replaced_by`'},
        {'default': '{state}, too'},
        '{state} here',
        (),
        ('`replaced_by` tells users of an old code which one comes instead. If that one is going away '
         'as well, they\n'
         'change their program for nothing, and have to change it again.\n'),
        ('The replacement was itself replaced later.',),
        ('Name the code at the end of the row.',),
        (('Found',
          'errors:\n'
          '  - code: CARD_ERROR\n'
          '    deprecated: {replaced_by: CARD_REFUSED}\n'
          '  - code: CARD_REFUSED\n'
          '    deprecated: {replaced_by: CARD_DECLINED}\n'
          '  - code: CARD_DECLINED\n'),
         ('Mended',
          'errors:\n'
          '  - code: CARD_ERROR\n'
          '    deprecated: {replaced_by: CARD_DECLINED}\n'
          '  - code: CARD_REFUSED\n'
          '    deprecated: {replaced_by: CARD_DECLINED}\n'
          '  - code: CARD_DECLINED\n')),
    ),
    'missing-status': Diagnostic(
        'missing-status',
        'No status',
        'finding',
        'completeness',
        1,
        'warning',
        'the error "{code}" has no status',
        {'default': 'write the HTTP status below the code, for example\n'
                    '  status: 404\n'
                    'if it never travels with one, write\n'
                    '  status: []\n'},
        {'default': 'no `status` below it'},
        '',
        (),
        ('Who reads about an error wants to know the HTTP status that comes with it, and programs sort '
         'errors by it.\n'
         'Without the field nobody can tell whether there is none, or whether it was forgotten. '
         '`status: []` says that\n'
         'there is none. What travels on another way says so under `transports`, as in `transports: '
         '{exit: 75}`.\n'),
        ('The line was forgotten.', 'The error has no status, and does not say so.'),
        ('Add a line `status` with the number.',
         'Write `status` with an empty list, or `transports`, where there is no HTTP status.',
         'Write `missing-status = "off"` under `[rules]` in errcat.toml, if the API does not speak '
         'HTTP.'),
        (('Found', 'errors:\n  - code: ORDER_NOT_FOUND\n    message: The order does not exist\n'),
         ('Mended',
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n')),
    ),
    'missing-message': Diagnostic(
        'missing-message',
        'No message',
        'finding',
        'completeness',
        1,
        'warning',
        'the error "{code}" has no message',
        {'default': 'write below the code what the API says, word for word, for example\n'
                    '  message: The order does not exist\n'
                    'where it says different things, write `messages:` with a `when` and a `message` '
                    'for each\n'},
        {'default': 'no `message` below it'},
        '',
        (),
        'The message is what users see, and what they search for. Docs without it cannot be found.\n',
        ('The line was forgotten.', 'The API sends a code and no words.'),
        ('Copy the message from a real response.',
         'Write `missing-message = "off"` under `[rules]` in errcat.toml, if the API sends no messages '
         'at all.'),
        (('Found', 'errors:\n  - code: ORDER_NOT_FOUND\n    status: 404\n'),
         ('Mended',
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    status: 404\n'
          '    message: The order does not exist\n')),
    ),
    'missing-category': Diagnostic(
        'missing-category',
        'No category',
        'finding',
        'completeness',
        1,
        'warning',
        'the error "{code}" has no category',
        {'default': 'write below the code what the caller can do about it, one of {known}, for '
                    'example\n'
                    '  category: {first}\n',
         'none': 'declare categories under `categories`, then name one of them here'},
        {'default': 'no `category` below it'},
        '',
        (),
        ('The category answers the first question of everybody who gets an error: what now? Without '
         'being declared\n'
         'there are four: `retry` (wait, send the same again), `fix` (it never succeeds as sent), '
         '`escalate` (a person\n'
         'must act first) and `success` (nothing to do). Programs decide by it whether to send a '
         'request again.\n'),
        ('The line was forgotten.',),
        ('Ask yourself whether the same request, sent again later, can succeed. If so, it is `retry`; '
         'if it must be changed first, `fix`.',),
        (('Found', 'errors:\n  - code: TOO_MANY_REQUESTS\n    status: 429\n'),
         ('Mended', 'errors:\n  - code: TOO_MANY_REQUESTS\n    status: 429\n    category: retry\n')),
    ),
    'missing-action': Diagnostic(
        'missing-action',
        'No action',
        'finding',
        'completeness',
        1,
        'warning',
        'the error "{code}" does not say what to do now',
        {'default': 'write below the code the one thing to do now, for example\n'
                    '  action: Check the order number, then send the request again\n'},
        {'default': 'no `action` below it, nor in its category'},
        '',
        (),
        ('A reader has just got the error. The action is the one line that they came for: what to do '
         'now. An action that\n'
         'holds for a whole category can stand there, once.\n'),
        ('The line was forgotten.',),
        ('Write what you would tell a colleague who has this error on the screen.',
         'Write an `action` in the category, if all of its errors ask for the same.'),
        (('Found', 'errors:\n  - code: ORDER_NOT_FOUND\n    message: The order does not exist\n'),
         ('Mended',
          'errors:\n'
          '  - code: ORDER_NOT_FOUND\n'
          '    message: The order does not exist\n'
          '    action: Check the order number, then send the request again\n')),
    ),
    'unusual-status': Diagnostic(
        'unusual-status',
        'A status that errors do not have',
        'finding',
        'completeness',
        1,
        'error',
        'no error has the status {status}',
        {'default': 'correct the number; if this is no failure, add `severity: success` (or info, or '
                    'warning); if the API really answers errors with {status}, write `unusual-status = '
                    '"off"` under [rules] in errcat.toml',
         'no-status': 'HTTP has statuses from 100 to 599: correct the number, or write `status: []` if '
                      'the error has none; numbers of another kind belong under `transports`',
         'minus': 'write `status: {meant}`'},
        {'default': 'not the status of an error',
         'no-status': 'no HTTP status',
         'minus': 'a status has no minus'},
        '',
        (),
        ('The status of an error is 400 to 499 where the request is the reason, and 500 to 599 where '
         'the server is.\n'
         'Other statuses, from 100 on, are fine where an entry is no failure: with the severity '
         '`success`, `info` or\n'
         '`warning`, in the category `success`, or with a `retry` of its own that says to ask again. '
         'What is below 100\n'
         'or above 599 is no HTTP status, and no HTTP library would take it.\n'),
        ('A typing mistake.',
         'A number that the API sends inside its responses was taken for the HTTP status.',
         'The API answers with 200 and puts the error into the response.'),
        ('Look at a real response, and write its status.',
         'Write the number under `transports`, or as `number`, if it is something else.',
         'Turn the rule down in errcat.toml, if the API really does that.'),
        (('Found', 'errors:\n  - code: ORDER_NOT_FOUND\n    status: 4004\n'),
         ('Mended', 'errors:\n  - code: ORDER_NOT_FOUND\n    status: 404\n')),
    ),
    'malformed-placeholder': Diagnostic(
        'malformed-placeholder',
        'A placeholder that is not written as one',
        'finding',
        'messages',
        1,
        'error',
        '`{text}` is not how a placeholder is written',
        {'default': 'write {placeholder}; if the braces themselves are part of the message, double '
                    'them: {doubled}',
         'nameless': 'a placeholder needs a name: write for example {{limit}}, and say under `params` '
                     'what it is;\n'
                     'if the braces themselves are part of the message, double them: {doubled}\n'},
        {'default': 'would be shown as it stands'},
        '',
        (),
        ('A placeholder is a name between braces: `{order_id}`. The name has small letters, digits and '
         '`_`, and starts\n'
         'with a letter. That is all, and it means the same in every language that code is made for.\n'
         '\n'
         'What other tools write between braces is no placeholder here: no numbers (`{0}`), no '
         'capitals (`{userId}`), no\n'
         'points (`{user.name}`), no formats (`{price:.2f}`). It would reach your users as it '
         'stands.\n'),
        ('The message was copied from the code of a program.',
         'The braces are no placeholder at all, but part of what the API says.'),
        ('Give the placeholder a name in small letters, with `_` between words.',
         'Leave formats out. Say what the value looks like under `params`, and let the service format '
         'it.',
         'Double the braces, `{{` and `}}`, where they are to be seen.'),
        (('Found', 'message: The order {orderId} does not exist\n'),
         ('Mended', 'message: The order {order_id} does not exist\n')),
    ),
    'stray-brace': Diagnostic(
        'stray-brace',
        'A single brace',
        'finding',
        'messages',
        1,
        'warning',
        '`{text}` is neither a placeholder nor doubled',
        {'default': 'if it is meant to be seen, write {doubled}',
         'unclosed': 'for a placeholder, close it: {placeholder}; if the brace is meant to be seen, '
                     'write {doubled}',
         'name': 'for a placeholder, write {placeholder}; if the braces are meant to be seen, write '
                 '{doubled}'},
        {'default': 'will be shown as it stands', 'unclosed': 'this brace is never closed'},
        '',
        (),
        ('Braces in a message are for placeholders such as `{order_id}`. A brace that is meant to be '
         'seen is written twice:\n'
         '`{{` and `}}`. A single one is shown as it stands, but nobody can tell whether it was meant '
         'so, or whether\n'
         'a placeholder has been broken.\n'),
        ('A placeholder lost one of its braces.',
         'The message shows JSON, or a template of some other language.'),
        ('Close or correct the placeholder.', 'Double the braces that are part of the text.'),
        (('Found', 'message: \'Send {"id": 1} instead\'\n'),
         ('Mended', 'message: \'Send {{"id": 1}} instead\'\n')),
    ),
    'undeclared-param': Diagnostic(
        'undeclared-param',
        'A placeholder without a param',
        'finding',
        'messages',
        1,
        'warning',
        'nothing says what {{{name}}} stands for',
        {'default': 'describe it in this entry:{lines}\n',
         'more': 'describe it under the `params` of this entry:{lines}\n',
         'similar': 'did you mean {{{similar}}}?'},
        {'default': 'not under `params`'},
        '',
        (),
        ('Every placeholder of a message is a param of the error. Under `params` stands what it is: a '
         'description, its\n'
         'type if it is no text, an example. The docs show it, and the code that is made from the '
         'catalog asks for it\n'
         'by that name and type.\n'),
        ('The placeholder is new, and nobody has described it yet.',
         'The placeholder and the param are spelled differently.'),
        ('Add the param. A description and an example are what helps readers most.',),
        (('Found', 'message: The order {order_id} does not exist\n'),
         ('Mended',
          'message: The order {order_id} does not exist\n'
          'params:\n'
          '  order_id: {description: The id that was asked for, example: ord_1042}\n')),
    ),
    'unused-param': Diagnostic(
        'unused-param',
        'A param that is used nowhere',
        'finding',
        'messages',
        1,
        'warning',
        'the param "{name}" is used nowhere',
        {'default': 'put {placeholder} where its value belongs in the message, or delete the param',
         'bare': 'the message has the bare word: put braces around it, {placeholder}',
         'doubled': 'doubled braces are shown as braces: write {placeholder} instead of {doubled}'},
        {'default': 'in no message and no details'},
        '',
        (),
        ('A param is a value that travels with the error: as a placeholder of a message, or as a part '
         'of its details. This\n'
         'one is neither, so no client ever gets it. Still it would stand in the docs, and callers of '
         'the generated\n'
         'code would have to supply it.\n'),
        ('The message was changed, and the param was left behind.',
         'The braces around its name were forgotten.',
         'The name is spelled differently in the message.'),
        ('Put the placeholder into the message.',
         'If the value travels beside the message, describe it under `details`.',
         'Delete the param.'),
        (('Found', 'message: Too many requests\nparams:\n  limit: {type: integer}\n'),
         ('Mended',
          'message: More than {limit} requests in a minute\nparams:\n  limit: {type: integer}\n')),
    ),
    'translation-placeholder': Diagnostic(
        'translation-placeholder',
        'A translation with other placeholders',
        'finding',
        'messages',
        1,
        'error',
        ('the {field} in "{locale}" has other placeholders than the original: {found} instead of '
         '{wanted}'),
        {'default': 'use {wanted} in the translation, and no others',
         'missing': 'put {missing} where the value belongs in the sentence',
         'extra': 'take {extra} out, or put it into the original as well',
         'renamed': 'placeholders are not translated: write {missing}'},
        {'default': 'not the placeholders of the original',
         'missing': '{missing} is missing here',
         'extra': 'not in the original',
         'renamed': 'in the original, this is {missing}'},
        'the original',
        (),
        ('A translated text is filled with the same values as the original. A placeholder that the '
         'original does not\n'
         'have gets no value, and the reader sees its braces. One that is missing hides what the '
         'reader needs to know.\n'
         '\n'
         'Names of placeholders are not translated. Their order may change, as the language demands.\n'),
        ('The name of a placeholder was translated with the text.',
         'The original was changed after the translation was made.'),
        ('Use the names of the original.',
         'Have the sentence translated again, if the original says something else now.'),
        (('Found',
          'message: The order {order_id} does not exist\n'
          'translations:\n'
          '  de: {message: "Die Bestellung {bestellnummer} gibt es nicht"}\n'),
         ('Mended',
          'message: The order {order_id} does not exist\n'
          'translations:\n'
          '  de: {message: "Die Bestellung {order_id} gibt es nicht"}\n')),
    ),
    'line-break-in-message': Diagnostic(
        'line-break-in-message',
        'A line break in a plain text',
        'finding',
        'messages',
        1,
        'warning',
        '"{field}" has a line break in it',
        {'default': 'put it on one line; for a long text, write >- and go on below: the lines become '
                    'one\n'
                    '  {field}: >-\n'
                    '    the beginning,\n'
                    '    and the rest of it\n',
         'at-end': 'write `>-` or `|-`: the minus takes the line break at the end away\n'
                   '  {field}: >-\n'
                   '    the text\n'},
        {'default': 'more than one line', 'at-end': 'it ends in a line break'},
        '',
        (),
        ('Plain texts are shown letter for letter, line breaks too: in logs, in tables, in the headers '
         'and bodies of\n'
         'responses. Most of these places have room for one line.\n'
         '\n'
         'Often the line break is there by chance: `|` and `>` add one at the end of the text, `|-` '
         'and `>-` do not.\n'),
        ('A long text was written with `|` or `>`.',
         'The text has several sentences, each on a line of its own.'),
        ('Write `>-`, and the lines become one.',
         'Put what takes several lines into `description`, `causes` or `solutions`, which are '
         'Markdown.'),
        (('Found', 'action: |\n  Wait a minute,\n  then send the same request again\n'),
         ('Mended', 'action: >-\n  Wait a minute,\n  then send the same request again\n')),
    ),
    'empty-text': Diagnostic(
        'empty-text',
        'An empty text',
        'finding',
        'texts',
        1,
        'error',
        '"{field}" has no text',
        {'default': 'write the text, or delete the line; what is left out is not shown',
         'blank': 'there are only blanks here: write the text, or delete the line'},
        {'default': 'empty', 'blank': 'nothing that can be seen'},
        '',
        (),
        ('A text that is there and says nothing makes an empty heading, an empty cell, an empty line '
         'in an app. If\n'
         'there is nothing to say, leave the field out: the docs then show no place for it.\n'),
        ('The text is still to be written.',
         'The text was deleted, and its field was not.',
         'The text has only blanks, or characters that nobody sees.'),
        ('Write the text.', 'Delete the field.'),
        (('Found', 'action: ""\n'), ('Mended', 'action: Check the order number\n')),
    ),
    'untrimmed-text': Diagnostic(
        'untrimmed-text',
        'Blanks around a text',
        'finding',
        'texts',
        1,
        'warning',
        '"{field}" has blanks around its text',
        {'default': 'take them away',
         'before': 'start the text right behind the quote',
         'after': 'end the text right before the quote'},
        {'default': 'blanks', 'before': 'blanks before the text', 'after': 'blanks behind the text'},
        '',
        ('fixable',),
        ('Plain texts are shown letter for letter, and blanks around them too. Nobody sees them, but '
         'programs that\n'
         'compare or join texts do: a message with a blank at its end is another message.\n'),
        ('A blank slipped in before or behind a quote.',),
        ('Take the blanks away.',),
        (('Found', 'title: "Order not found "\n'), ('Mended', 'title: Order not found\n')),
    ),
    'vague-action': Diagnostic(
        'vague-action',
        'An action that says nothing',
        'finding',
        'advice',
        1,
        'warning',
        '"{action}" would fit every error',
        {'default': 'name the step, and what it is done with, for example\n'
                    '  action: Send the order number that the list of orders gives\n',
         'support': 'say what they should ask for, and what to send along, for example\n'
                    '  action: Ask support to unlock the account; send them the request id\n',
         'retry': 'say how long to wait, and what to do if that does not help, for example\n'
                  '  action: Wait 30 seconds, then send the same request again\n',
         'docs': 'say here what the docs say there, and put the address under `links`, for example\n'
                 '  action: Set page_size to a number from 1 to 100\n',
         'elsewhere': 'say it here: this line is shown alone, in logs and in apps, for example\n'
                      '  action: Send the order number that the list of orders gives\n'},
        {'default': 'no step that one could take'},
        '',
        (),
        ('The action is the one line for somebody who has just got this error. It is shown alone, next '
         'to the code, and\n'
         'answers *what do I do now?* "Contact support", "try again" or "see the docs" would be true '
         'of any error, so\n'
         'they are no answer: readers know as much as before.\n'
         '\n'
         'A good action names a step and the thing that it is done with: the field to correct, the '
         'time to wait, the\n'
         'person to ask, the value to send along.\n'),
        ('The action was filled in because the field was there.',
         'It is not known what helps against this error.'),
        ('Ask who knows the error what they would do.',
         'If really nothing helps but a person, say what that person needs to hear.'),
        (('Found', 'action: Please try again later\n'),
         ('Mended',
          'action: Wait for the seconds of the Retry-After header, then send the same request again\n')),
    ),
    'action-repeats-message': Diagnostic(
        'action-repeats-message',
        'An action that repeats the message',
        'finding',
        'advice',
        1,
        'warning',
        'the action says the same as the {field}',
        {'default': 'the {field} says what happened; say here what to do about it, for example\n'
                    '  action: Send the order number that the list of orders gives\n'},
        {'default': 'says what happened'},
        'this says it already',
        (),
        ('The message says what happened, the action what to do about it. With the same words in both, '
         'the reader still\n'
         'does not know what to do.\n'),
        ('The message was copied, because an action was asked for.',),
        ('Write a step that the reader can take.',
         'Leave the action out; the category has one for all its errors.'),
        (('Found', 'message: The API key is invalid\naction: Invalid API key\n'),
         ('Mended',
          'message: The API key is invalid\n'
          'action: Copy the key from the settings page anew; it starts with pk_\n')),
    ),
    'status-against-category': Diagnostic(
        'status-against-category',
        'Status and category contradict each other',
        'finding',
        'advice',
        1,
        'warning',
        'the status {status} and "{said}" contradict each other',
        {'default': 'correct the one or the other',
         'retried': 'status {status} means that the request will fail again as it is: write `category: '
                    'fix`; if it does pass by itself, the\n'
                    'right status may be 429 (too many requests), 409 (conflict) or 503 (out of '
                    'service for now)\n',
         'fixed': 'status {status} means that the server failed, so callers cannot mend it: write '
                  '`category: retry` if it passes by itself,\n'
                  'or `category: escalate` if a person must act; if it is the request that is wrong, '
                  'the status is a 4xx\n'},
        {'default': 'says the opposite',
         'retried': 'says that sending it again helps',
         'fixed': 'says that the caller must change the request'},
        'this says the opposite',
        (),
        ('The status tells whose turn it is. With a 4xx the request is wrong, and fails again until it '
         'is changed; with\n'
         'a 5xx the server failed, and there is nothing in the request to change. Libraries act on the '
         'status, people\n'
         'on the category. When the two contradict each other, one of them does the wrong thing: '
         'endless retries, or\n'
         'a search for a mistake that is not there.\n'
         '\n'
         'Some statuses are meant to be retried though they are 4xx: 408, 409, 421, 423, 425 and 429. '
         'Some 5xx are\n'
         'about the request: 501, 505, 506, 508, 510 and 511. They are left alone.\n'),
        ('The category was copied from another error.',
         'The service sends a status that does not fit what happened.'),
        ('Correct the category. If the error needs no change of the request, but a person, it is '
         '`escalate`.',
         'If the service really sends this status, and callers should really do what the category '
         'says, write\n'
         '`# errcat: ignore[status-against-category]` with the reason behind the line.\n'),
        (('Found', 'status: 400\ncategory: retry\n'), ('Mended', 'status: 400\ncategory: fix\n')),
    ),
    'retry-against-category': Diagnostic(
        'retry-against-category',
        'Retry and category contradict each other',
        'finding',
        'advice',
        1,
        'warning',
        'retry is "{strategy}", but errors of the category "{category}" have "{other}"',
        {'default': 'delete `retry` if the same request cannot succeed; else choose a category whose '
                    'errors are retried',
         'never': 'delete `retry` if the same request can succeed later; else choose a category whose '
                  'errors are not retried'},
        {'default': 'says to send it again', 'never': 'says never to send it again'},
        'this category says the opposite',
        (),
        ('A category says what callers do about all its errors; `retry` refines that for one of them, '
         'say with another\n'
         'waiting time. Here it says the opposite: callers who go by the category do not do what '
         'callers do who go by the\n'
         'entry.\n'),
        ('The error was put into another category, and its `retry` was left as it was.',
         'The category is the wrong one.'),
        ("Delete `retry`; the category's own then counts.", 'Choose or declare a category that fits.'),
        (('Found', 'category: fix\nretry: {strategy: backoff}\n'),
         ('Mended', 'category: retry\nretry: {strategy: backoff}\n')),
    ),
    'retry-without-wait': Diagnostic(
        'retry-without-wait',
        'A wait of unknown length',
        'finding',
        'advice',
        1,
        'warning',
        'the strategy is to wait a given time, but no time is given',
        {'default': 'write the seconds, or the response header that has them:\n'
                    '  retry: {{strategy: after, after: 30}}\n'
                    '  retry: {{strategy: after, header: Retry-After}}\n'
                    'if the wait is not known, write `strategy: backoff`: waits that grow\n'},
        {'default': 'how long?'},
        '',
        (),
        ('`after` tells callers to wait a given time before the next try. They need to know which: as '
         'a number of\n'
         'seconds in `after`, or by the name of the response header that says it.\n'),
        ('The line with the time is missing.', 'Growing waits are meant, which are `backoff`.'),
        ('Add `after` or `header`.', 'Write `strategy: backoff`.'),
        (('Found', 'retry: {strategy: after}\n'),
         ('Mended', 'retry: {strategy: after, header: Retry-After}\n')),
    ),
    'sunset-in-past': Diagnostic(
        'sunset-in-past',
        'A code that should be gone',
        'finding',
        'advice',
        1,
        'warning',
        '"{code}" should be gone since {sunset}',
        {'default': 'if the API does not send it any more, move it to the retired codes:\n'
                    '  retired:\n'
                    '    - code: {line}\n'
                    'if it still does, set a day in the future\n'},
        {'default': 'this day is over'},
        '',
        (),
        ('`sunset` is the day after which a deprecated code may be gone. It is over, and the code is '
         'still in the catalog:\n'
         'either the API does not send it any more, and readers wonder about a code that does not '
         'exist, or the\n'
         'announcement was not kept.\n'),
        ('The code was removed from the API, and not from the catalog.', 'The removal was put off.'),
        ('Move the code to `retired`, so that it can never come back with another meaning.',
         'Correct the day, and tell those who use it.'),
        (('Found',
          '- code: cart_locked\n  deprecated: {sunset: "2019-06-30", replaced_by: cart_busy}\n'),
         ('Mended', 'retired:\n  - code: cart_locked\n    replaced_by: cart_busy\n')),
    ),
    'bad-date': Diagnostic(
        'bad-date',
        'A day that does not exist',
        'finding',
        'advice',
        1,
        'error',
        'there is no day {day}',
        {'default': 'write year, month, day: "2027-01-31"',
         'swapped': 'the month comes before the day: "{swapped}"',
         'last': 'the last day of that month is "{last}"'},
        {'default': 'no day of the calendar', 'last': 'that month ends on {last}'},
        '',
        (),
        ('A day is written as year, month and day, as in `"2027-01-31"`. This one looks like it, but '
         'the calendar does\n'
         'not have it, so no program can tell whether it is over.\n'),
        ('Day and month have changed places.', 'The month has fewer days.'),
        ('Correct the day.',),
        (('Found', 'deprecated: {sunset: "2027-02-30"}\n'),
         ('Mended', 'deprecated: {sunset: "2027-02-28"}\n')),
    ),
    'invisible-character': Diagnostic(
        'invisible-character',
        'A character that nobody sees',
        'finding',
        'texts',
        1,
        'error',
        'an invisible character: {character}',
        {'default': 'delete it, or type the word anew',
         'identifier': 'delete it, or type the code anew',
         'space': 'type a plain space, or none'},
        {'default': 'nobody sees it',
         'identifier': 'programs see it, people do not',
         'space': 'looks like a space, and is none'},
        '',
        ('protective', 'fixable'),
        ('Some characters take no room on the screen: spaces without width, soft hyphens, marks for '
         'the direction of\n'
         'writing. They come along when a text is copied from a web page or a PDF. In a code they are '
         'a trap, because\n'
         'it looks right and equals nothing that anybody types. In texts they break searching, and can '
         'hide things.\n'
         '\n'
         'Where such a character does something, it is left alone: a joiner in Persian or in an emoji, '
         'a mark of\n'
         'direction in Hebrew or Arabic, a space without width in Thai.\n'),
        ('The text was copied from a web page, a PDF or a chat.',),
        ('Delete the character. If you cannot find it, type the word anew.',),
        (('Found', 'code: "order\\u200B_not_found"\n'), ('Mended', 'code: order_not_found\n')),
    ),
    'bidirectional-character': Diagnostic(
        'bidirectional-character',
        'A character that turns texts around',
        'finding',
        'texts',
        1,
        'error',
        'a character that changes the order of what is shown: {character}',
        {'default': 'delete it; texts in Hebrew or Arabic do not need it'},
        {'default': 'what follows is shown in another order'},
        '',
        ('protective',),
        ('These characters tell a screen to show what follows from right to left, or from left to '
         'right, whatever the\n'
         'letters. With them a line can look quite different from what it says: a reviewer reads '
         '"user", and the program\n'
         'gets "admin". Attacks with this trick are known as *Trojan Source*.\n'
         '\n'
         'Hebrew, Arabic and Persian texts do not need them: screens know the direction of each '
         'letter. The harmless\n'
         'marks U+200E and U+200F are allowed in such texts.\n'),
        ('The text was copied from a program that sets the direction of writing.',
         'Somebody wants a line to look like another one.'),
        ('Delete the character, and look closely at what the line really says.',),
        (('Found', 'message: "access \\u202Edeined"\n'), ('Mended', 'message: access denied\n')),
    ),
    'look-alike-character': Diagnostic(
        'look-alike-character',
        'A letter that looks like another one',
        'finding',
        'texts',
        1,
        'error',
        '"{text}" has {character} where everybody reads {twin}',
        {'default': 'type it anew: {plain}', 'several': 'type it anew: {plain}'},
        {'default': 'looks like {twin}, and is not',
         'several': '{count} characters are not what they look like'},
        '',
        ('protective', 'fixable'),
        ('Many letters of other scripts look exactly like those from A to Z: the Cyrillic `А`, the '
         'Greek `Ο`, the wide `Ａ`\n'
         'of Japanese keyboards. To a program they are others. A code with such a letter in it equals '
         'nothing that\n'
         'anybody types, and two codes can look the same and be different.\n'),
        ('The code was typed while another keyboard was switched on.',
         'The code was copied from a document that swaps letters or dashes for prettier ones.'),
        ('Type the code anew.',),
        (('Found', 'code: "\\u0410UTH_DENIED"\n'), ('Mended', 'code: AUTH_DENIED\n')),
    ),
    'control-character': Diagnostic(
        'control-character',
        'A control character',
        'finding',
        'texts',
        1,
        'error',
        'a control character: {character}',
        {'default': 'delete it; line breaks and tabs are the only ones that a text may have'},
        {'default': 'no text, but an order to a program'},
        '',
        ('protective',),
        ('Control characters are no text. They ring a bell, move the cursor, change colours, end a '
         'text early. In a\n'
         'terminal or a log they can hide what really happened, and many programs break over them. '
         'Line breaks and tabs\n'
         'are allowed, U+2028 and U+2029 are not: some programs take these for line breaks, others do '
         'not.\n'),
        ('The text was copied from the output of a terminal, colours included.',
         'Something went wrong with the encoding of the file.'),
        ('Delete the character.',),
        (('Found', 'message: "Order not found\\a"\n'), ('Mended', 'message: Order not found\n')),
    ),
    'not-normalised': Diagnostic(
        'not-normalised',
        'Letters put together from parts',
        'finding',
        'texts',
        1,
        'warning',
        '"{field}" has letters that are put together from parts, such as "{letter}"',
        {'default': 'run `errcat check --fix`; what is seen stays the same'},
        {'default': 'a letter and its accent, one by one'},
        '',
        ('fixable',),
        ('Letters with accents exist twice in Unicode: as one character, and as a letter followed by '
         'its accent. Both look\n'
         'the same, and are different to programs: a search for the one does not find the other. '
         'Nearly all\n'
         'texts have the first kind (called NFC), so that is the kind to use.\n'),
        ('The text was copied from a file name or a document of a Mac.',),
        ('Run `errcat check --fix`.', 'Type the letters anew.'),
        (('Found', 'title: "Cafe\\u0301 closed"\n'), ('Mended', 'title: Café closed\n')),
    ),
    'unsafe-link': Diagnostic(
        'unsafe-link',
        'A link that goes to no page',
        'finding',
        'texts',
        1,
        'error',
        'a link that starts with "{scheme}:"',
        {'default': 'link to a page (https://…), a mail address (mailto:…) or a path of the docs '
                    '(../limits.md); put what is no link in backticks',
         'address': 'link to a page (https://…), a mail address (mailto:…) or a path of the docs '
                    '(../limits.md)',
         'host': 'browsers take "{scheme}:" for a kind of link: write http:// or https:// before it'},
        {'default': 'only https:, http: and mailto: may stand here'},
        '',
        ('protective',),
        ('A link can do more than lead to a page. `javascript:` runs a program in the browser of '
         'whoever clicks on it,\n'
         '`data:` carries a whole page along, others open programs. In the docs of errors, links lead '
         'to pages and\n'
         'to mail addresses, so only `https:`, `http:`, `mailto:` and paths are let through, however '
         'the others are spelled.\n'),
        ('The link was copied from somewhere without a closer look.',
         'An address was written without http:// before it, such as `example.com:8080`.'),
        ('Write an address that starts with `https://`, or a path.',
         'Put an address that is only an example into backticks.'),
        (('Found', 'description: "See [limits](javascript:void)"\n'),
         ('Mended', 'description: See [limits](https://docs.example.com/limits)\n')),
    ),
    'raw-html': Diagnostic(
        'raw-html',
        'HTML in a text',
        'finding',
        'texts',
        1,
        'error',
        '{tag} is HTML',
        {'default': 'to show it as text, put it in backticks: `{tag}`',
         'placeholder': 'put it in backticks: `{tag}`',
         'markdown': 'write it in Markdown: {markdown}',
         'spacing': 'for a new paragraph, leave a line empty',
         'comment': 'for a remark of your own, use a comment of YAML, on a line that starts with #',
         'attributes': 'delete it; links and emphasis need no attributes'},
        {'default': 'a browser would carry it out',
         'placeholder': 'browsers take it for HTML and show nothing',
         'attributes': 'an attribute for HTML',
         'comment': 'nobody would see this'},
        '',
        ('protective',),
        ('Descriptions, causes, solutions and guides are Markdown, and Markdown lets HTML through as '
         'it stands. It would\n'
         'become part of the page: a script would run, an unclosed tag would swallow the rest, and '
         'something like\n'
         '`<your_api_key>` would vanish, because browsers take it for a tag that they do not know. '
         'That is why texts have\n'
         'no HTML. In code, between backticks or fences, everything is shown as it stands.\n'),
        ('The text was copied from the source of a web page.',
         'A stand-in such as `<your_api_key>` was not put in backticks.'),
        ('Write Markdown.',
         'Put what is meant to be seen in backticks.',
         'Outside code, write `&lt;` for a single `<`.'),
        (('Found', 'description: Send <your_api_key> in the header\n'),
         ('Mended', 'description: Send `<your_api_key>` in the header\n')),
    ),
    'heading-in-text': Diagnostic(
        'heading-in-text',
        'A text that changes its page',
        'finding',
        'texts',
        1,
        'warning',
        '{text} would become part of the page around it',
        {'default': 'write {hashes} {words}, or make it bold: **{words}**',
         'number-sign': 'put a backslash before it: \\{text}',
         'underline': 'leave a line empty before it; for a heading, write {hashes} before the words',
         'toc': 'delete it; the page has its own',
         'front-matter': 'delete it; for a line across the page, write * * *'},
        {'default': 'a heading of the page',
         'number-sign': 'some tools make a heading of this, too',
         'underline': 'makes a heading of the line above it',
         'toc': 'a table of contents',
         'front-matter': 'settings of the page'},
        '',
        (),
        ('The text is set into a page that has headings of its own, down to the third level. A heading '
         'in the text would\n'
         'stand among them, and in the table of contents, as if it were a part of the docs itself.\n'
         '\n'
         'In guides and in the description of the API, which have a page of their own, headings from '
         'the second level\n'
         'on are fine.\n'),
        ('The text was a page of its own before.',
         'A line starts with `#12`, which some tools take for a heading.',
         'A line of `---` stands right under a text, which makes a heading of the text.'),
        ('Use `####`, or bold words.', 'Move long texts into a guide.'),
        (('Found', 'description: |\n  # Causes\n  The order was deleted.\n'),
         ('Mended', 'description: |\n  **Causes**\n\n  The order was deleted.\n')),
    ),
    'include-in-text': Diagnostic(
        'include-in-text',
        'A line that fetches a file',
        'finding',
        'texts',
        1,
        'error',
        '{text} would be replaced by the content of a file',
        {'default': 'delete the line, and write here what should be seen'},
        {'default': 'some tools fetch a file here'},
        '',
        ('protective',),
        ('Many sites are built with a tool that replaces lines such as `--8<-- "file"` by the content '
         'of that file, even\n'
         'inside code. A catalog could so publish any file of the computer that builds the docs: '
         'settings, keys,\n'
         'passwords.\n'),
        ('The text was copied from the source of a site that works so.',),
        ('Write the text itself.',),
        (('Found', 'description: |\n  --8<-- "limits.md"\n'),
         ('Mended', 'description: |\n  At most 100 requests in a minute.\n')),
    ),
    'unclosed-fence': Diagnostic(
        'unclosed-fence',
        'Code that is never closed',
        'finding',
        'texts',
        1,
        'warning',
        'nothing closes the code that starts with {fence}',
        {'default': 'put the same signs on a line of their own below the code:\n  {fence}\n'},
        {'default': 'opened here'},
        '',
        (),
        ('A block of code in Markdown starts with three backticks and ends with three. Without the '
         'end, all that follows\n'
         'on the page is code for some tools, and nothing of it for others.\n'),
        ('The closing line is missing.',
         'The closing line has fewer signs than the opening one, or other words on it.'),
        ('Add the closing line.',),
        (('Found', 'description: |\n  Send this:\n\n  ```json\n  {"id": 1}\n'),
         ('Mended', 'description: |\n  Send this:\n\n  ```json\n  {"id": 1}\n  ```\n')),
    ),
    'private-host': Diagnostic(
        'private-host',
        'An address that nobody else can reach',
        'finding',
        'texts',
        1,
        'warning',
        '{host} is known in one network, or on one computer, only',
        {'default': 'write the public address, or one for examples: api.example.com',
         'path': 'write a folder that anybody may have: /home/user, C:\\Users\\you'},
        {'default': 'readers cannot reach it', 'path': "somebody's own folder"},
        '',
        (),
        ('This text is for everybody who uses the API. An address of the inner network, or a folder of '
         'one computer, is\n'
         'of no use to them, and tells strangers how things are arranged inside.\n'),
        ('A message was copied from a log.', "An example was made on somebody's own computer."),
        ('Write the public address.',
         'In examples, write `api.example.com`, or an address from 192.0.2.0 to 192.0.2.255; these are '
         'kept free for that.'),
        (('Found', 'description: Ask `http://10.0.3.17/health` first.\n'),
         ('Mended', 'description: Ask `https://api.example.com/health` first.\n')),
    ),
    'secret-in-text': Diagnostic(
        'secret-in-text',
        'A key that looks real',
        'finding',
        'texts',
        1,
        'error',
        'this looks like {kind}: {start}…',
        {'default': 'write a stand-in, such as YOUR_API_KEY; if this one is real, have it replaced at '
                    'once: it stays in the history of the file\n'},
        {'default': 'anybody could use it'},
        '',
        (),
        ('What stands in a catalog is published: in the docs, in the generated code, in the history of '
         'the repository. A key\n'
         'that was published has to be taken for stolen. Programs search for such keys day and '
         'night.\n'),
        ('An example was made with a real key.', 'A message or a request was copied from a log.'),
        ('Have the key replaced by a new one, and only then delete it here.',
         'Write a stand-in that anybody recognises: `YOUR_API_KEY`, `sk_live_…`, `<your_api_key>`.'),
        (('Found', 'code: \'curl -H "Authorization: Bearer 7Kq2mZ9vRt4Xw8Ls3Np6Yd1Hc5Jb0Gf7Ua2"\'\n'),
         ('Mended', 'code: \'curl -H "Authorization: Bearer YOUR_API_KEY"\'\n')),
    ),
    'unknown-marker': Diagnostic(
        'unknown-marker',
        'A marker that does not exist',
        'finding',
        'examples',
        1,
        'error',
        'there is no marker {marker}',
        {'default': 'the markers are {known}; for an example value, leave < and > out',
         'similar': 'did you mean {similar}?',
         'type': 'behind the colon may stand string, integer or number: <{name}:string>'},
        {'default': 'means nothing'},
        '',
        (),
        ('In the envelope, markers say where things travel: `<code>` stands for the code of the error, '
         '`<message>` for its\n'
         'message. The list of them is fixed. Everything else in the envelope is an example, whose '
         'type counts.\n'
         '\n'
         'The markers: `<code>`, `<name>`, `<number>`, `<status>`, `<message>`, `<title>`, '
         '`<details>`, `<type>`, `<category>`,\n'
         '`<action>`, `<docs_url>`, `<request_id>`, `<field>`, `<retry_after>`, `<user_message>`, '
         '`<severity>`, `<timestamp>`,\n'
         '`<grpc>`. `<status:string>` is the status as a text.\n'),
        ('The marker has a typing error.',
         'Something else travels there, which is shown by an example.'),
        ('Take the marker that the help proposes.', 'Write an example instead: `trace: 4bf92f35`.'),
        (('Found', 'envelope:\n  body: {error: {code: <cod>}}\n'),
         ('Mended', 'envelope:\n  body: {error: {code: <code>}}\n')),
    ),
    'marker-missing': Diagnostic(
        'marker-missing',
        'An envelope without the code',
        'finding',
        'examples',
        1,
        'warning',
        'the envelope does not say where the code travels',
        {'default': 'put a marker where the code stands in a response: "<code>", "<number>" for '
                    'numeric ones, for example\n'
                    '  body: {{error: {{code: "<code>", message: "<message>"}}}}\n',
         'example': 'write the marker instead of an example: `{key}: "<code>"`'},
        {'default': 'no `<code>` in here', 'example': 'only an example'},
        '',
        (),
        ('A client reads the code to know which error it got. The envelope shows what a response looks '
         'like, but nothing in\n'
         'it says where the code stands. So examples cannot be checked, and the types and schemas that '
         'are made from\n'
         'the catalog do not know the code.\n'),
        ('The body was copied from a real response.', 'The code travels in a header only.'),
        ('Replace the value by the marker `<code>`.',),
        (('Found', 'envelope:\n  body: {error: {code: order_not_found, message: <message>}}\n'),
         ('Mended', 'envelope:\n  body: {error: {code: <code>, message: <message>}}\n')),
    ),
    'example-against-envelope': Diagnostic(
        'example-against-envelope',
        'An example that does not fit the envelope',
        'finding',
        'examples',
        1,
        'error',
        'the example does not fit at {path}: it has {found}, and should have {wanted}',
        {'default': 'correct the example',
         'missing': 'add the line\n'
                    '  {line}\n'
                    'if responses may come without it, write `{key}?` in the envelope\n',
         'missing-ready': 'add the line\n'
                          '  {line}\n'
                          'if your responses come without it, they are not of the envelope {envelope}: '
                          'describe yours by an example\n',
         'unknown': 'delete it; if responses may have it, add it to the envelope as `{key}?`, with an '
                    'example',
         'unknown-ready': 'delete it; if your responses have it, they are not of the envelope '
                          '{envelope}: describe yours by an example',
         'renamed': 'did you mean `{similar}`?',
         'type': 'write something like\n'
                 '  {line}\n'
                 'if the API really answers as in the example, correct the envelope\n',
         'type-ready': 'write something like\n'
                       '  {line}\n'
                       'if the API really answers as in the example, its responses are not of the '
                       'envelope {envelope}: describe yours by an example\n',
         'other': 'write\n  {line}\nif it is an example of another error, move it there\n',
         'status': 'write `status: {wanted}`, or add this status to the `status` of the error'},
        {'default': 'should be {wanted}',
         'missing': '"{key}" is missing',
         'missing-ready': '"{key}" is missing',
         'unknown': 'not in the envelope',
         'unknown-ready': 'not in the envelope',
         'renamed': 'not in the envelope'},
        'the status of this error',
        (),
        ('The envelope shows what every error response looks like. This example is different: a field '
         'is missing, is\n'
         'called something else, has another type, or the example is that of another error. Readers '
         'copy examples,\n'
         'and a client that is built after it would not understand the real response.\n'),
        ('The example has a typing error.',
         'The example was copied from another error, and its code was not changed.',
         'The API answers differently from what the envelope says.'),
        ('Correct the example.', 'Correct the envelope. A key that ends in `?` may be missing.'),
        (('Found',
          'envelope:\n'
          '  body: {error: {code: <code>, message: <message>}}\n'
          'errors:\n'
          '  - code: order_not_found\n'
          '    examples:\n'
          '      - response: {error: {code: order_not_found}}\n'),
         ('Mended',
          'envelope:\n'
          '  body: {error: {code: <code>, message: <message>}}\n'
          'errors:\n'
          '  - code: order_not_found\n'
          '    examples:\n'
          '      - response: {error: {code: order_not_found, message: There is no order 1042}}\n')),
    ),
    'example-against-details': Diagnostic(
        'example-against-details',
        'An example that does not fit the details',
        'finding',
        'examples',
        1,
        'error',
        'the example does not fit at {path}: it has {found}, and should have {wanted}',
        {'default': 'correct the example, or the schema under `details`',
         'missing': 'add `{key}` to the example, or take it out of `required` in the schema',
         'unknown': 'delete it, or add `{key}` to the `properties` of the schema'},
        {'default': 'should be {wanted}',
         'missing': '"{key}" is missing',
         'unknown': 'not in the schema'},
        'the schema of the details',
        (),
        ('`details` describes, as a JSON Schema, what this error carries beside its message. The '
         'example shows\n'
         'something else. Readers copy examples, and a client that is built after it would not '
         'understand the real response.\n'),
        ('The example has a typing error.', 'The schema was changed, and the example was not.'),
        ('Correct the example.', 'Correct the schema.'),
        (('Found',
          'details: {type: object, properties: {limit: {type: integer}}}\n'
          'examples:\n'
          '  - response: {code: too_many, details: {limit: "60"}}\n'),
         ('Mended',
          'details: {type: object, properties: {limit: {type: integer}}}\n'
          'examples:\n'
          '  - response: {code: too_many, details: {limit: 60}}\n')),
    ),
    'bad-details': Diagnostic(
        'bad-details',
        'Details that are no schema',
        'finding',
        'examples',
        1,
        'error',
        'the JSON Schema cannot have {value} at {path}',
        {'default': 'look up the keyword `{keyword}` in the reference of JSON Schema',
         'wanted': '`{keyword}` has to be {wanted}',
         'similar': 'did you mean `type: {similar}`?',
         'type-name': 'a type is one of {known}',
         'remote': 'nothing is fetched: put what it leads to into this schema, below `$defs`, and '
                   'write `$ref: "#/$defs/…"`',
         'missing': 'put what it should lead to below `$defs` of this schema, and write `$ref: '
                    '"#/$defs/…"`',
         'loop': 'a schema that is nothing but itself says nothing: delete this `$ref`, or put it '
                 'below `properties` or `items`'},
        {'default': 'not as JSON Schema has it',
         'remote': 'leads out of the catalog',
         'missing': 'leads to nothing',
         'loop': 'leads back to itself'},
        '',
        (),
        ('`details` is a JSON Schema of what the error carries beside its message. It goes into the '
         'OpenAPI document and\n'
         'into the types that clients use, and examples are checked against it. Those who read it '
         'cannot make anything of\n'
         'this one.\n'
         '\n'
         'A schema stands by itself: a `$ref` stays inside of it. errcat never fetches anything from '
         'the network.\n'),
        ('A keyword has a value of another kind than it should have.',
         'A `$ref` leads to an address, to another file, or to something that does not exist.'),
        ('Correct the keyword.', 'Copy what the `$ref` leads to into the schema, below `$defs`.'),
        (('Found', 'details:\n  type: object\n  properties:\n    limit: {type: int}\n'),
         ('Mended', 'details:\n  type: object\n  properties:\n    limit: {type: integer}\n')),
    ),
    'unknown-command': Diagnostic(
        'unknown-command',
        'No such command',
        'run-error',
        'run',
        2,
        'error',
        'there is no command "{command}"',
        {'default': 'there are: {known}; `errcat --help` says what each of them does',
         'similar': 'did you mean `errcat {similar}`?',
         'catalog': 'to check this catalog, type: errcat check {command}'},
        {'default': ''},
        '',
        (),
        ('The first word after `errcat` says what to do: check a catalog, explain a rule. The word '
         'that was typed is\n'
         'none of these.\n'),
        ('The command has a typing mistake.',
         'The name of a catalog was typed where the command belongs.'),
        ('Type the command first, then the catalog, as in `errcat check errors.yaml`.',
         'Run `errcat --help` for all commands.'),
        (),
    ),
    'no-catalog-named': Diagnostic(
        'no-catalog-named',
        'No catalog to work on',
        'run-error',
        'run',
        2,
        'error',
        'no catalog is named',
        {'default': 'type its file or folder after the command, as in: errcat check errors.yaml\n'
                    'or name it once, in a file errcat.toml with this line: catalogs = '
                    '["errors.yaml"]\n',
         'likely': 'this folder has {file}; to check it, type: errcat check {file}\n'
                   'or name it once, in a file errcat.toml with this line: catalogs = ["{file}"]\n',
         'settings': 'type its file or folder after the command, as in: errcat check errors.yaml\n'
                     'or put this line at the top of {settings}: catalogs = ["errors.yaml"]\n'},
        {'default': ''},
        '',
        (),
        ('Without a file or folder, a command works on the catalogs that `errcat.toml` names. There is '
         'no such file\n'
         'in this folder or above it, or it names none.\n'),
        ('The name of the catalog was left out.',
         'The command runs in another folder than the one with errcat.toml.'),
        ('Type the name of the catalog after the command.',
         'Name the catalogs of the project in errcat.toml.'),
        (),
    ),
    'operation-without-errors': Diagnostic(
        'operation-without-errors',
        'An operation that documents no error',
        'finding',
        'openapi',
        1,
        'warning',
        '{operation} documents no error',
        {'default': 'list the codes that it may answer with: x-error-codes: [CODE, CODE], then run '
                    'errcat openapi apply'},
        {'default': 'no response for errors, and no x-error-codes'},
        '',
        (),
        ('Every operation can fail. A client that generates its code from the document handles what is '
         'documented, and nothing\n'
         'else.\n'),
        ('Nobody listed the codes of the operation.',),
        ('List the codes of the operation under x-error-codes.',),
        (('Found',
          "get:\n  operationId: getOrder\n  responses:\n    '200': {description: The order}\n"),
         ('Mended',
          'get:\n'
          '  operationId: getOrder\n'
          '  x-error-codes: [ORDER_NOT_FOUND]\n'
          '  responses:\n'
          "    '200': {description: The order}\n")),
    ),
    'unknown-error-code': Diagnostic(
        'unknown-error-code',
        'A code that no error of the catalog has',
        'finding',
        'openapi',
        1,
        'error',
        'there is no error "{code}" in the catalog',
        {'default': 'correct the code, or add the error to the catalog',
         'similar': 'did you mean {similar}?'},
        {'default': 'not in the catalog'},
        '',
        (),
        ('What the document promises, the service never sends; or the service sends it, and nobody can '
         'look it up.\n'),
        ('The code has a typing mistake, or was renamed or removed in the catalog.',),
        ('Correct the code.', 'Add the error to the catalog.'),
        (('Found', 'x-error-codes: [ORDER_NOT_FUOND]\n'),
         ('Mended', 'x-error-codes: [ORDER_NOT_FOUND]\n')),
    ),
    'retired-error-listed': Diagnostic(
        'retired-error-listed',
        'A retired code in an API document',
        'finding',
        'openapi',
        1,
        'error',
        'the error "{code}" is retired',
        {'default': 'use {instead} instead', 'gone': 'take it out'},
        {'default': 'never sent any more'},
        '',
        (),
        'The catalog says that this code is gone, and must never come back.\n',
        ('The document is older than the catalog.',),
        ('Take the code out, or name the one that took its place.',),
        (('Found', 'x-error-codes: [ORDER_LOST]\n'), ('Mended', 'x-error-codes: [ORDER_NOT_FOUND]\n')),
    ),
    'deprecated-error-listed': Diagnostic(
        'deprecated-error-listed',
        'A deprecated code in an API document',
        'finding',
        'openapi',
        1,
        'warning',
        'the error "{code}" is deprecated',
        {'default': 'use {instead} instead', 'gone': 'take it out before it is gone'},
        {'default': 'on its way out'},
        '',
        (),
        'The catalog says that this code is on its way out.\n',
        ('The document is older than the catalog.',),
        ('Name the code that takes its place.',),
        (('Found', 'x-error-codes: [ORDER_LOST]\n'), ('Mended', 'x-error-codes: [ORDER_NOT_FOUND]\n')),
    ),
    'error-of-another-status': Diagnostic(
        'error-of-another-status',
        'A code under a status that it does not have',
        'finding',
        'openapi',
        1,
        'error',
        '"{code}" does not travel with status {status}',
        {'default': 'move it to the response for {statuses}, or correct the status in the catalog'},
        {'default': 'the catalog says {statuses}'},
        '',
        (),
        'A client that looks at the status first never finds this code there.\n',
        ('The status of the error changed, or the example was copied from another response.',),
        ('Move it to the response of the status that the catalog has.',),
        (('Found',
          "responses:\n  '400': {$ref: 'errors.openapi.yaml#/components/responses/ORDER_NOT_FOUND'}\n"),
         ('Mended',
          "responses:\n  '404': {$ref: 'errors.openapi.yaml#/components/responses/ORDER_NOT_FOUND'}\n")),
    ),
    'responses-out-of-date': Diagnostic(
        'responses-out-of-date',
        'Responses that are not those of the listed codes',
        'finding',
        'openapi',
        1,
        'error',
        '{operation} has not the responses that its codes make: {statuses}',
        {'default': 'run errcat openapi apply {file}',
         'by-hand': 'run errcat openapi apply {file} --force, or take away by hand what it shows with '
                    '--diff'},
        {'default': 'these statuses are missing, or differ'},
        '',
        (),
        'The codes that an operation lists and the responses that it has say different things.\n',
        ('The list was changed, or the catalog, and the responses were not written anew.',),
        ('Run errcat openapi apply.',),
        (('Found', "x-error-codes: [ORDER_NOT_FOUND]\nresponses:\n  '200': {description: The order}\n"),
         ('Mended',
          'x-error-codes: [ORDER_NOT_FOUND]\n'
          'responses:\n'
          "  '200': {description: The order}\n"
          "  '404': {$ref: 'errors.openapi.yaml#/components/responses/ORDER_NOT_FOUND'}\n"
          "  default: {$ref: 'errors.openapi.yaml#/components/responses/Error'}\n")),
    ),
    'api-document-unreadable': Diagnostic(
        'api-document-unreadable',
        'An API document that cannot be read',
        'run-error',
        'run',
        2,
        'error',
        '{path}, line {line}, cannot be read: {reason}',
        {'default': 'mend this line: {text}',
         'encoding': 'save the file as UTF-8',
         'aliases': 'write the aliases out; a document of that size is none that tools can read',
         'deep': 'write it in fewer levels, with $ref to components'},
        {'default': ''},
        '',
        (),
        'An OpenAPI document is YAML or JSON. Here the parser stopped, and nothing was changed.\n',
        ('The file has a slip in its YAML or JSON.', 'The file is in another encoding than UTF-8.'),
        ('Look at the line, and at the one before it.',),
        (),
    ),
    'no-api-document': Diagnostic(
        'no-api-document',
        'A file that is no OpenAPI document',
        'run-error',
        'run',
        2,
        'error',
        '{path} is no OpenAPI document',
        {'default': 'its first key would be `openapi: 3.1.0`, or another version of 3',
         'swagger': 'it is of version 2, which has other responses; convert it to version 3 first'},
        {'default': ''},
        '',
        (),
        '`errcat openapi` works on OpenAPI 3.0, 3.1 and 3.2, in YAML or JSON.\n',
        ('Another file was named, a catalog perhaps.', 'The document is of Swagger 2.'),
        ('Name the API document.',),
        (),
    ),
    'unknown-code-listed': Diagnostic(
        'unknown-code-listed',
        'An API document lists a code that is not in the catalog',
        'run-error',
        'run',
        2,
        'error',
        '{place} lists the error "{code}", which is not in the catalog',
        {'default': 'correct the code, or add the error to the catalog; errcat openapi check tells all '
                    'of them at once',
         'similar': 'did you mean {similar}? errcat openapi check tells all of them at once'},
        {'default': ''},
        '',
        (),
        ('A response for it cannot be written, and to leave it out without a word would lose it. '
         'Nothing was changed.\n'),
        ('The code has a typing mistake.', 'The document belongs to another catalog.'),
        ('Correct the code.',),
        (),
    ),
    'responses-by-hand': Diagnostic(
        'responses-by-hand',
        'Responses that somebody wrote by hand',
        'run-error',
        'run',
        2,
        'error',
        'nothing is changed, for responses written by hand would be replaced: {operations}',
        {'default': 'take the response away, or the code of its status from the list\n'
                    'errcat openapi apply {path} --diff --force shows what --force would do\n'},
        {'default': ''},
        '',
        (),
        ('A response that does not refer to what errcat built was written by somebody. errcat replaces '
         'only its own.\n'),
        ('A response of the same status stood there before the codes were listed.',),
        ('Take the response away, if what the catalog says is enough.', 'Use `--force`.'),
        (),
    ),
    'cannot-splice': Diagnostic(
        'cannot-splice',
        'A document that errcat could not change without changing more',
        'run-error',
        'run',
        2,
        'error',
        '{path} could not be changed at {operation} without changing something else as well',
        {'default': 'nothing was written; --overlay FILE says the same in a document of its own, and '
                    'please report this'},
        {'default': ''},
        '',
        (),
        ('After every change errcat reads the document again, and demands that it says exactly what '
         'was meant. Here it did\n'
         'not: the layout is one that errcat does not know. The file is as it was.\n'),
        ('The document is written in a way that errcat was never shown, such as responses shared by an '
         'alias.',),
        ('Use `--overlay`.',),
        (),
    ),
    'not-ours': Diagnostic(
        'not-ours',
        'A file in the way that errcat did not write',
        'run-error',
        'run',
        2,
        'error',
        'nothing is written, for errcat would overwrite {files}',
        {'default': 'errcat did not write that: move it away, or choose another path\n'
                    'with --force it is written over, and what is in it now is lost\n',
         'edited': 'errcat wrote that, and somebody changed it since: put the change into the catalog '
                   'instead\n'
                   'errcat build --diff shows it; with --force it is written over, and the change is '
                   'lost\n'},
        {'default': ''},
        '',
        (),
        ('errcat overwrites only what it wrote itself, and only as it wrote it. It knows its files by '
         'the seal in their\n'
         'heads and by the list that it keeps in the folder `.errcat`. Nothing at all was written.\n'),
        ('A file that people wrote has the name of one that is to be built.',
         'A generated file was edited by hand.'),
        ('Change the catalog rather than what is made of it, and build again.',
         'Build to another path.',
         'If what is in the file is of no use to anybody, use `--force`.'),
        (),
    ),
    'unsafe-output': Diagnostic(
        'unsafe-output',
        'A place that is not built to',
        'run-error',
        'run',
        2,
        'error',
        'errcat does not build to "{path}"',
        {'default': 'choose a path of its own for it',
         'project': 'it is the folder of a whole project; choose a folder inside, such as '
                    '{path}/errors',
         'home': 'it is no folder for generated files; choose one of its own',
         'catalog': 'the catalog is in that folder, and what is built is kept apart from what it is '
                    'built of; choose another',
         'git': 'the folder .git belongs to Git; choose another',
         'source': 'it is a file that people write; choose another name',
         'folder': 'it is a folder, and a file is to be written; add the name of a file',
         'file': 'it is a file, and a folder is to be written; remove the file, or choose another path',
         'link': 'it is a symbolic link, and what it leads to may be anything; remove the link, or '
                 'name the file itself',
         'outside': 'it leads out of the folder that is built'},
        {'default': ''},
        '',
        (),
        'A build replaces and removes files. It does so only in places where that can do no harm.\n',
        ('The output is the folder of the project, of the catalog, or of a person.',
         'Something of another kind has the name of the output.'),
        ('Build into a folder that holds nothing but what is built.',),
        (),
    ),
    'one-file-twice': Diagnostic(
        'one-file-twice',
        'Two outputs are one file',
        'run-error',
        'run',
        2,
        'error',
        'two outputs are one file, "{path}": {first}, and {second}',
        {'default': 'give one of them another path; in errcat.toml, {{catalog}} in a path is the name '
                    'of each catalog'},
        {'default': ''},
        '',
        (),
        ('One would overwrite the other. Names that differ in case only count as one, for many file '
         'systems see them so;\n'
         'and no file can stand where the other output needs a folder.\n'),
        ('Several catalogs are built to one path.', 'Two targets have the same path.'),
        ('Write `{{catalog}}` into the path in errcat.toml.', 'Give each output a path of its own.'),
        (),
    ),
    'build-is-running': Diagnostic(
        'build-is-running',
        'Another build is running',
        'run-error',
        'run',
        2,
        'error',
        'another build is running (process {process})',
        {'default': 'wait for it to end, or stop it; its lock is in {folder}\n'
                    'should there be no such process any more, the lock went with it: build again\n'},
        {'default': ''},
        '',
        (),
        ('Builds of one project wait for each other, so that what is on disk is always the work of one '
         'of them. This one\n'
         'waited long enough.\n'),
        ('A build runs elsewhere, and hangs or has much to do.',),
        ('Wait, then build again.',),
        (),
    ),
    'nothing-to-build': Diagnostic(
        'nothing-to-build',
        'Nothing is ordered to be built',
        'run-error',
        'run',
        2,
        'error',
        'nothing is ordered to be built',
        {'default': 'type a catalog and what to make of it, as in: errcat build errors.yaml --python '
                    'errors.py\n'
                    'or order it once, in a file errcat.toml: [[build]], then lines such as python = '
                    '"errors.py"\n'
                    'errcat targets lists all that can be made\n',
         'settings': 'put this at the end of {settings}: [[build]], then lines such as python = '
                     '"errors.py"\n'
                     'or type a catalog and what to make of it, as in: errcat build errors.yaml '
                     '--python errors.py\n'
                     'errcat targets lists all that can be made\n',
         'target': '--set says how to build {target}, and nothing says where to: add --{target} '
                   '{example}\n'},
        {'default': ''},
        '',
        (),
        ('`errcat build` makes what the options of the command say, or what the `[[build]]` tables of '
         '`errcat.toml` order.\n'
         'Here neither says anything.\n'),
        ('The options that say what to make were left out.',
         'The command runs in another folder than the one with errcat.toml.'),
        ('Add an option for each thing to be made.', 'Write a `[[build]]` table into errcat.toml.'),
        (),
    ),
    'one-catalog-at-a-time': Diagnostic(
        'one-catalog-at-a-time',
        'Several catalogs, one output',
        'run-error',
        'run',
        2,
        'error',
        '{count} catalogs are named, and {option} says where to build one',
        {'default': 'name one catalog, as in: errcat build {example}\n'
                    'to build several at once, order them in errcat.toml; {{catalog}} in a path is the '
                    'name of each\n',
         'none': 'name the catalog, as in: errcat build errors.yaml {option} …\n',
         'document': "say which one the document's errors are of, as in: errcat openapi check api.yaml "
                     '--catalog errors.yaml\n'},
        {'default': ''},
        '',
        (),
        'What is made of one catalog would overwrite what is made of another.\n',
        ('Several catalogs were typed, or errcat.toml names several, together with an option such as '
         '--python.',),
        ('Name one catalog on the command line.',
         'Write a `[[build]]` table with `{{catalog}}` in its paths.'),
        (),
    ),
    'not-ordered': Diagnostic(
        'not-ordered',
        'A path that nothing is built of',
        'run-error',
        'run',
        2,
        'error',
        'errcat.toml orders nothing to be built of "{path}", or there',
        {'default': 'known are {known}',
         'similar': 'did you mean {similar}?',
         'catalog': 'say what to make of it, as in: errcat build {path} --python errors.py\n'
                    'or order it in errcat.toml: [[build]], then catalogs = ["{path}"] and lines such '
                    'as python = "errors.py"\n'},
        {'default': ''},
        '',
        (),
        ('Behind `errcat build` stands a catalog, or one of the files and folders that a `[[build]]` '
         'table of\n'
         '`errcat.toml` says to write. This is neither.\n'),
        ('The path has a typing mistake.', 'The catalog is new, and no `[[build]]` table names it.'),
        ('Correct the path.', 'Add the catalog to a `[[build]]` table.'),
        (),
    ),
    'wrong-set': Diagnostic(
        'wrong-set',
        'A --set that sets nothing',
        'run-error',
        'run',
        2,
        'error',
        '--set {text} sets nothing',
        {'default': 'write it like this: --set python.exceptions=category; the targets are {known}',
         'unused': '{target} is not built by this command: add --{target}, or leave this out',
         'similar': 'did you mean {target}.{similar}?',
         'setting': 'the settings of {target} are {known}',
         'none': '{target} has no settings',
         'value': '{setting} takes {expected}'},
        {'default': ''},
        '',
        (),
        ('`--set` changes one setting of one target for this build. `errcat targets` lists all of '
         'them.\n'),
        ('The name of the target or the setting has a typing mistake.',
         'The value is not one that the setting takes.'),
        ('Look the setting up with `errcat targets`.',),
        (),
    ),
    'path-not-found': Diagnostic(
        'path-not-found',
        'No such file or folder',
        'run-error',
        'run',
        2,
        'error',
        'there is no file or folder "{path}"',
        {'default': 'look for a typing mistake; the name starts from the folder that errcat runs in',
         'similar': 'did you mean "{similar}"?'},
        {'default': ''},
        '',
        (),
        'What was named on the command line or in `errcat.toml` is not there.\n',
        ('The name has a typing mistake, or the file was moved.',
         'The command runs in another folder than you think.'),
        ('Compare the name with the files of the folder.',),
        (),
    ),
    'not-a-file': Diagnostic(
        'not-a-file',
        'Neither a file nor a folder',
        'run-error',
        'run',
        2,
        'error',
        '"{path}" is neither a file nor a folder',
        {'default': 'name a YAML file, or a folder of YAML files; `-` reads standard input'},
        {'default': ''},
        '',
        (),
        'A catalog is a file or a folder. This is something else: a device, a pipe, a socket.\n',
        ('A device or a named pipe was given.',),
        ('Pass the text through standard input, and write `-` for the name.',),
        (),
    ),
    'no-catalog-files': Diagnostic(
        'no-catalog-files',
        'A folder without catalog files',
        'run-error',
        'run',
        2,
        'error',
        'the folder "{path}" has no catalog files',
        {'default': 'the names of catalog files end with {suffixes}; what starts with a dot is left '
                    'out'},
        {'default': ''},
        '',
        (),
        ('A folder is read as one catalog made of all its YAML and JSON files, those of inner folders '
         'too. This one\n'
         'has none.\n'),
        ('Another folder was meant.', 'The files end with something else than .yaml, .yml or .json.'),
        ('Name the right folder, or rename the files.',),
        (),
    ),
    'file-too-large': Diagnostic(
        'file-too-large',
        'A file too large for a catalog',
        'run-error',
        'run',
        2,
        'error',
        '"{path}" is too large to be a catalog: {size}',
        {'default': 'a file may have {limit}; a folder of several files is read as one catalog'},
        {'default': ''},
        '',
        (),
        ('A file beyond the limit is most likely no catalog but a log or a dump, so errcat does not '
         'start to read it.\n'),
        ('Another file was meant.', 'A catalog has grown beyond what one file should hold.'),
        ('Name the right file, or split the catalog into several files in one folder.',),
        (),
    ),
    'cannot-read': Diagnostic(
        'cannot-read',
        'A file that cannot be read',
        'run-error',
        'run',
        2,
        'error',
        '"{path}" cannot be read: {reason}',
        {'default': 'Make sure that the file is there and that you may read it'},
        {'default': ''},
        '',
        (),
        'The system refused to hand out the file.\n',
        ('You have no permission to read it.', 'It is on a disk or a share that is gone.'),
        ('Check the permissions of the file and of its folder.',),
        (),
    ),
    'cannot-write': Diagnostic(
        'cannot-write',
        'A file that cannot be written',
        'run-error',
        'run',
        2,
        'error',
        '"{path}" cannot be written: {reason}',
        {'default': 'the file is as it was; make sure that you may write it and its folder, and that '
                    'there is room'},
        {'default': ''},
        '',
        (),
        ('The system refused to write the file. errcat writes a whole new file beside the old one and '
         'then puts it in\n'
         'its place, so nothing is half-written.\n'),
        ('The file or its folder is write-protected.', 'The disk is full.'),
        ('Check the permissions of the file and of its folder, and the room on the disk.',),
        (),
    ),
    'changed-meanwhile': Diagnostic(
        'changed-meanwhile',
        'A file changed while errcat ran',
        'run-error',
        'run',
        2,
        'error',
        '"{path}" was changed while errcat ran',
        {'default': 'it was left as it is; save it in your editor, then run the command again'},
        {'default': ''},
        '',
        (),
        ('Between reading the file and mending it, something else changed it. To write now would lose '
         'that change.\n'),
        ('An editor or another program saved the file at the same moment.',),
        ('Run the command again.',),
        (),
    ),
    'settings-not-toml': Diagnostic(
        'settings-not-toml',
        'Settings that cannot be read',
        'run-error',
        'run',
        2,
        'error',
        '"{path}" cannot be read: line {line} is not TOML',
        {'default': '{text}\n'
                    '{sign}\n'
                    'a setting is a name, a = and a value; a text stands in double quotes, a list in '
                    'brackets: catalogs = ["errors.yaml"]\n',
         'twice': '{text}\n{sign}\nthis name stands there already; keep one of the two\n',
         'encoding': 'the file is not saved as UTF-8; save it again with the encoding UTF-8'},
        {'default': ''},
        '',
        (),
        ('`errcat.toml` is written in TOML: lines with a name, a `=` and a value. Without it errcat '
         'would not know what\n'
         'the house demands, so it does not go on.\n'),
        ('A text has no quotes, or a bracket was not closed.', 'The same name stands twice.'),
        ('Mend the line; `catalogs = ["errors.yaml"]` shows how one looks.',),
        (),
    ),
    'errcat-failed': Diagnostic(
        'errcat-failed',
        'errcat itself failed',
        'run-error',
        'run',
        2,
        'error',
        'errcat itself has failed: {error}',
        {'default': 'this is a mistake of errcat, not yours: please report it with the lines below, '
                    'and with the catalog if it may be shown'},
        {'default': ''},
        '',
        (),
        ('Whatever a catalog says, errcat has to answer with a finding. It did not, so it has a '
         'mistake.\n'),
        ('errcat met something that nobody thought of.',),
        ('Report it. Until it is mended, taking out the entry that was changed last may help to go '
         'on.',),
        (),
    ),
    'unknown-setting': Diagnostic(
        'unknown-setting',
        'A setting that does not exist',
        'finding',
        'project',
        1,
        'error',
        'there is no setting "{key}"',
        {'default': 'there are: {known}',
         'similar': 'did you mean `{similar}`?',
         'rule': 'this is a rule: put a line `[rules]` above it'},
        {'default': 'not a setting'},
        '',
        (),
        'A setting that errcat does not know has no effect, though somebody wrote it to have one.\n',
        ('The name has a typing mistake.', 'A rule stands outside of `[rules]`.'),
        ('Correct the name.',),
        (('Found', 'catalog = ["errors.yaml"]\n'), ('Mended', 'catalogs = ["errors.yaml"]\n')),
    ),
    'unknown-rule': Diagnostic(
        'unknown-rule',
        'A rule that does not exist',
        'finding',
        'project',
        1,
        'error',
        'there is no rule "{key}"',
        {'default': '`errcat rules` lists all rules', 'similar': 'did you mean `{similar}`?'},
        {'default': 'not a rule'},
        '',
        (),
        'The line was meant to change the level of a rule, and changes nothing.\n',
        ('The name of the rule has a typing mistake.', 'The settings are for a newer errcat.'),
        ('Correct the name, or remove the line.',),
        (('Found', '[rules]\nmising-status = "off"\n'), ('Mended', '[rules]\nmissing-status = "off"\n')),
    ),
    'wrong-setting': Diagnostic(
        'wrong-setting',
        'A setting with a value it cannot have',
        'finding',
        'project',
        1,
        'error',
        '"{key}" cannot have this value',
        {'default': 'it takes {expected}'},
        {'default': 'not one of those that it takes'},
        '',
        (),
        'The value is left out of account, and errcat goes on with the default.\n',
        ('Quotes or brackets are missing.',
         'A level is spelled in another way than error, warning, info or off.'),
        ('Write a value that the setting takes.',),
        (('Found', 'catalogs = "errors.yaml"\n'), ('Mended', 'catalogs = ["errors.yaml"]\n')),
    ),
    'protected-rule': Diagnostic(
        'protected-rule',
        'A rule that cannot be turned off',
        'finding',
        'project',
        1,
        'error',
        'the rule "{rule}" protects from harm and always counts as an error',
        {'default': 'remove this line', 'ignore': 'remove this comment, and mend what the rule finds'},
        {'default': 'cannot be turned down', 'ignore': 'cannot be ignored'},
        '',
        ('protective',),
        ('Some findings stand between a catalog and damage: text that a parser drops, characters that '
         'deceive readers,\n'
         'addresses that run code. Neither a house nor a writer can turn them off.\n'),
        ('A finding was to be silenced instead of mended.',),
        ('Mend the catalog; `errcat explain` with the name of the rule says how.',),
        (('Found', '[rules]\ncontrol-character = "off"\n'),
         ('Mended', '[rules]\nmissing-status = "off"\n')),
    ),
    'unknown-ignore': Diagnostic(
        'unknown-ignore',
        'An ignore without a rule',
        'finding',
        'project',
        1,
        'error',
        '"{written}" names no rule',
        {'default': '`errcat rules` lists all rules; write it so: # errcat: ignore[missing-status] and '
                    'then the reason',
         'similar': 'did you mean `{similar}`?',
         'nothing': 'name the rule in brackets, then the reason: # errcat: ignore[missing-status] it '
                    'never reaches the network'},
        {'default': 'nothing is ignored'},
        '',
        (),
        ('A comment `# errcat: ignore[rule] reason` takes back a finding. One that names no rule takes '
         'back nothing, so\n'
         'that it cannot hide by chance what it was not written for.\n'),
        ('The name of the rule has a typing mistake.', 'The brackets were left out.'),
        ('Write the name of the rule as the finding prints it, in brackets.',),
        (('Found', '# errcat: ignore\n- code: UPSTREAM_GONE\n'),
         ('Mended',
          '# errcat: ignore[missing-status] it never reaches the network\n- code: UPSTREAM_GONE\n')),
    ),
    'unused-ignore': Diagnostic(
        'unused-ignore',
        'An ignore that is not needed',
        'finding',
        'project',
        1,
        'warning',
        'nothing here breaks the rule "{rule}"',
        {'default': 'remove this comment, or put it on the line of the finding that it is for'},
        {'default': 'not needed'},
        '',
        (),
        'An ignore that is left behind hides the next mistake that is made at its place.\n',
        ('What it was for has been mended.', 'It stands at another place than the finding.'),
        ('Remove it; or move it to the line of the finding, the line before, or the first line of the '
         'entry.',),
        (('Found', '- code: NOT_FOUND\n  status: 404  # errcat: ignore[missing-status] has none\n'),
         ('Mended', '- code: NOT_FOUND\n  status: 404\n')),
    ),
    'ignore-without-reason': Diagnostic(
        'ignore-without-reason',
        'An ignore without a reason',
        'finding',
        'project',
        1,
        'warning',
        'no reason is given for ignoring the rule "{rule}"',
        {'default': 'write it behind the bracket, for whoever reads this next: # errcat: '
                    'ignore[{rule}] and then the reason'},
        {'default': 'a reason belongs here'},
        '',
        (),
        'Whoever reads the catalog next cannot tell whether the ignore is still right.\n',
        ('The comment ends after the bracket.',),
        ('Add a few words.',),
        (('Found', '- code: UPSTREAM_GONE  # errcat: ignore[missing-status]\n'),
         ('Mended',
          '- code: UPSTREAM_GONE  # errcat: ignore[missing-status] it never reaches the network\n')),
    ),
    'missing-version': Diagnostic(
        'missing-version',
        'The version of the format is missing',
        'finding',
        'format',
        1,
        'warning',
        'the catalog does not say which version of the format it is written in',
        {'default': 'write this as the first line: `errcat: 1`'},
        {'default': 'the version belongs here'},
        '',
        (),
        ('One day there will be a second version of the format. With the line, every later errcat '
         'knows how to read\n'
         'this catalog; without it, it has to guess.\n'),
        ('The line was left out.',),
        ('Write `errcat: 1` as the first line of the file; of a catalog of several files, in one of '
         'them.',),
        (('Found', 'errors:\n  - code: NOT_FOUND\n'),
         ('Mended', 'errcat: 1\nerrors:\n  - code: NOT_FOUND\n')),
    ),
    'unknown-version': Diagnostic(
        'unknown-version',
        'A version of the format that this errcat does not know',
        'finding',
        'format',
        1,
        'error',
        'this errcat does not know version {version} of the format',
        {'default': 'if the catalog was made for a newer errcat, install that; else write `errcat: 1`'},
        {'default': 'only 1 is known'},
        '',
        ('protective',),
        ('What another version of the format means, this errcat cannot say, so it reads nothing else '
         'of the file.\n'),
        ('The catalog was written for a newer errcat.',
         'The number has a typing mistake, or was taken for the version of the API.'),
        ('Install the newest errcat.',
         'Write `errcat: 1`; the version of the API belongs under `api`, as `version`.'),
        (('Found', 'errcat: 2\n'), ('Mended', 'errcat: 1\n')),
    ),
    'declared-twice': Diagnostic(
        'declared-twice',
        'Two files of a catalog declare the same',
        'finding',
        'format',
        1,
        'error',
        '"{what}" is declared in two files of the catalog',
        {'default': 'keep it in one of the two files; if these are two catalogs that only share a '
                    'folder, check them one by one: errcat check {files}',
         'once': 'a catalog has one `{what}`: keep it in one of the two files; if these are two '
                 'catalogs that only share a folder, check them one by one: errcat check {files}'},
        {'default': 'declared again here'},
        'first declared here',
        (),
        ('The files of a folder are read as one catalog. What two of them declare in different words '
         'has no single\n'
         'meaning.\n'),
        ('A declaration was copied along with the entries that use it.',
         'The folder holds several whole catalogs.'),
        ('Keep one of the two declarations.',
         'Check the files one by one, or give each catalog a folder of its own.'),
        (('Found', '# orders.yaml and carts.yaml\ngroups:\n  orders: {title: Orders}\n'),
         ('Mended', '# only in groups.yaml\ngroups:\n  orders: {title: Orders}\n')),
    ),
    'too-many-problems': Diagnostic(
        'too-many-problems',
        'More problems than are explained',
        'finding',
        'format',
        1,
        'error',
        '{count} more entries do not fit the format',
        {'default': 'mend those above first, then check again; the same mistake is most likely in all '
                    'of them'},
        {'default': 'explained up to here'},
        '',
        ('protective',),
        ('When thousands of entries do not fit the format, they mostly do not fit for one and the same '
         'reason. errcat\n'
         'explains the first of them, and counts the rest.\n'),
        ('A catalog was converted from something else, and one field came out wrong everywhere.',),
        ('Mend the first ones, see what they have in common, and mend the rest the same way.',),
        (('Found', 'errors:\n  - status: 404   # thousands of entries without a code\n'),
         ('Mended', 'errors:\n  - code: NOT_FOUND\n    status: 404\n')),
    ),
}

DOCS_URL = 'https://errcat.example/rules'

GROUPS = {'yaml': 'Reading YAML',
 'format': 'The format',
 'codes': 'Codes and names',
 'references': 'References',
 'messages': 'Messages and params',
 'completeness': 'Completeness',
 'advice': 'Advice to callers',
 'texts': 'Texts and characters',
 'examples': 'Examples and envelopes',
 'project': 'Settings and ignores',
 'openapi': 'OpenAPI documents',
 'run': 'Runs'}
