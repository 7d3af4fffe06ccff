"""Every action of the binding table, performed once with the real programs.

`cabdesk keys --json` lists the table. For every binding of a context there is one sample: a function that brings the
program to where the key is pressed, presses it, and asserts what the action is for. A binding without a sample fails, and
so does a sample that never pressed its key or that no binding asks for.
"""
