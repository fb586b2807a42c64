"""From words to stems, from a question to what it asks for, from candidates to answers. Pure: no query."""
