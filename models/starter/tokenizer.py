"""The byte-level BPE tokenizer (the "gpt2" family of GGUF): trained on the corpus, stored as one JSON file."""
import json
import re
from collections import Counter, defaultdict

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"]

# The split of GPT-2. The corpus is ASCII, so that the letter and digit classes of Unicode are not needed to train on it.
PIECES = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")


def byte_letters():
    """GPT-2's printable stand-in for each byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {b: chr(b) for b in printable}
    for b in range(256):
        if b not in letters:
            letters[b] = chr(256 + len(letters) - len(printable))
    return letters


LETTERS = byte_letters()
BYTES = {letter: b for b, letter in LETTERS.items()}


def pieces_of(text):
    return ["".join(LETTERS[b] for b in piece.encode()) for piece in PIECES.findall(text)]


class Tokenizer:
    def __init__(self, tokens, merges):
        self.tokens, self.merges = tokens, merges
        self.ids = {token: i for i, token in enumerate(tokens)}
        self.ranks = {tuple(merge): rank for rank, merge in enumerate(merges)}
        self.known = {}

    @classmethod
    def train(cls, texts, size):
        """Merges the most frequent pair until the vocabulary has its size; ties go to the pair that sorts first."""
        counts = Counter()
        for text in texts:
            counts.update(pieces_of(text))
        words = [(list(piece), count) for piece, count in counts.items()]
        pairs, places = Counter(), defaultdict(set)
        for i, (parts, count) in enumerate(words):
            for pair in zip(parts, parts[1:]):
                pairs[pair] += count
                places[pair].add(i)
        tokens, merges = [LETTERS[b] for b in range(256)], []
        while len(tokens) + len(SPECIAL) < size and pairs:
            best = min(pairs, key=lambda pair: (-pairs[pair], pair))
            merges.append(best)
            tokens.append(best[0] + best[1])
            for i in list(places[best]):
                parts, count = words[i]
                for pair in zip(parts, parts[1:]):
                    pairs[pair] -= count
                    if pairs[pair] <= 0:
                        del pairs[pair]
                    places[pair].discard(i)
                merged, j = [], 0
                while j < len(parts):
                    if j + 1 < len(parts) and (parts[j], parts[j + 1]) == best:
                        merged.append(parts[j] + parts[j + 1])
                        j += 2
                    else:
                        merged.append(parts[j])
                        j += 1
                parts[:] = merged
                for pair in zip(parts, parts[1:]):
                    pairs[pair] += count
                    places[pair].add(i)
        return cls(tokens + SPECIAL, [list(merge) for merge in merges])

    @classmethod
    def load(cls, path):
        with open(path) as file:
            stored = json.load(file)
        return cls(stored["tokens"], stored["merges"])

    def save(self, path):
        with open(path, "w") as file:
            json.dump({"tokens": self.tokens, "merges": self.merges}, file)

    def encode(self, text):
        ids = []
        for piece in pieces_of(text):
            if piece not in self.known:
                self.known[piece] = self.merge(piece)
            ids += self.known[piece]
        return ids

    def merge(self, piece):
        parts = list(piece)
        while len(parts) > 1:
            rank, at = min((self.ranks.get(pair, len(self.ranks)), i) for i, pair in enumerate(zip(parts, parts[1:])))
            if rank == len(self.ranks):
                break
            parts[at:at + 2] = [parts[at] + parts[at + 1]]
        return [self.ids[part] for part in parts]

    def decode(self, ids):
        text = "".join(self.tokens[i] for i in ids if self.tokens[i] not in SPECIAL)
        return bytes(BYTES[letter] for letter in text).decode(errors="replace")

    def chat(self, prompt):
        """The tokens of one turn in the chat template, up to where the answer begins."""
        start, end = self.ids["<|im_start|>"], self.ids["<|im_end|>"]
        return [start, *self.encode("user\n" + prompt), end, *self.encode("\n"), start, *self.encode("assistant\n")]

    def gap(self, prefix, suffix):
        """Fill in the middle, in the order prefix, suffix, middle."""
        before, after, middle = (self.ids[f"<|fim_{part}|>"] for part in ("prefix", "suffix", "middle"))
        return [before, *self.encode(prefix), after, *self.encode(suffix), middle]
