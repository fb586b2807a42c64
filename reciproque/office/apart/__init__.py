"""Work on what comes from outside, done in a process of its own, behind walls that the file cannot move.

`calling.call_apart` is the door; `child` is what runs on the other side; `walls` are the limits; `process` starts,
watches and kills; `faults` are the sentences.
"""
