"""What is said about an office, in Thai, as data; see esa for who may know it.

topic.py: what a topic is; standpoint.py: from where it is told; agenda.py: the order of the board;
drawings.py: what a topic may draw; the other modules tell one topic each, or hold its words.
"""
