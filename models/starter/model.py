"""The starter model: a small Llama (RMSNorm, rotary positions, SwiGLU, tied embeddings) in plain PyTorch.

Matrix products run in bfloat16 (oneDNN uses the CPU's bf16 instructions where it has them); the residual stream, the norms
and the master weights stay in float32. Rotary positions use the "half" layout here; export.py permutes the query and key
rows to the interleaved layout that the `llama` architecture of GGUF expects.
"""
import math
from dataclasses import asdict, dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class Shape:
    """Everything the GGUF metadata needs to rebuild the network."""

    vocabulary: int = 2048
    width: int = 256
    layers: int = 5
    heads: int = 4
    feed_forward: int = 704
    context: int = 512
    rope_base: float = 10000.0
    epsilon: float = 1e-5

    def asdict(self):
        return asdict(self)


def bf16_linear(x, weight):
    return F.linear(x, weight.to(torch.bfloat16))


class RmsNorm(nn.Module):
    def __init__(self, width, epsilon):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x):
        scale = torch.rsqrt(x.square().mean(-1, keepdim=True) + self.epsilon)
        return ((x * scale) * self.weight).to(torch.bfloat16)


class Block(nn.Module):
    def __init__(self, shape):
        super().__init__()
        width, hidden = shape.width, shape.feed_forward
        self.heads = shape.heads
        self.attention_norm = RmsNorm(width, shape.epsilon)
        self.query = nn.Parameter(torch.randn(width, width) * width ** -0.5)
        self.key = nn.Parameter(torch.randn(width, width) * width ** -0.5)
        self.value = nn.Parameter(torch.randn(width, width) * width ** -0.5)
        self.output = nn.Parameter(torch.randn(width, width) * width ** -0.5 / math.sqrt(2 * shape.layers))
        self.feed_forward_norm = RmsNorm(width, shape.epsilon)
        self.gate = nn.Parameter(torch.randn(hidden, width) * width ** -0.5)
        self.up = nn.Parameter(torch.randn(hidden, width) * width ** -0.5)
        self.down = nn.Parameter(torch.randn(width, hidden) * hidden ** -0.5 / math.sqrt(2 * shape.layers))

    def forward(self, x, cosine, sine, mask, cache=None):
        """`cache`, when given, holds the keys and values of earlier positions and takes in those of this call."""
        batch, length, width = x.shape
        size = width // self.heads
        h = self.attention_norm(x)
        q, k, v = bf16_linear(h, torch.cat((self.query, self.key, self.value))).split(width, -1)
        q = rotate(q.view(batch, length, self.heads, size), cosine, sine).transpose(1, 2)
        k = rotate(k.view(batch, length, self.heads, size), cosine, sine).transpose(1, 2)
        v = v.view(batch, length, self.heads, size).transpose(1, 2)
        if cache is not None:
            if cache:
                k, v = torch.cat((cache[0], k), 2), torch.cat((cache[1], v), 2)
            cache[:] = [k, v]
        scores = torch.matmul(q, k.transpose(-1, -2)).float() * size ** -0.5 + mask
        mixed = torch.matmul(torch.softmax(scores, -1).to(torch.bfloat16), v)
        x = x + bf16_linear(mixed.transpose(1, 2).reshape(batch, length, width), self.output)
        h = self.feed_forward_norm(x)
        gate, up = bf16_linear(h, torch.cat((self.gate, self.up))).chunk(2, -1)
        return x + bf16_linear(F.silu(gate) * up, self.down)


def rotate(x, cosine, sine):
    """Rotary positions, half layout: component i is paired with component i + size/2."""
    first, second = x.chunk(2, -1)
    return torch.cat((first * cosine - second * sine, second * cosine + first * sine), -1)


class Llama(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Parameter(torch.randn(shape.vocabulary, shape.width) * 0.02)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.final_norm = RmsNorm(shape.width, shape.epsilon)
        size = shape.width // shape.heads
        angles = torch.arange(shape.context).float()[:, None] * shape.rope_base ** (-torch.arange(0, size, 2).float() / size)
        self.register_buffer("cosine", angles.cos()[:, None, :].to(torch.bfloat16), persistent=False)
        self.register_buffer("sine", angles.sin()[:, None, :].to(torch.bfloat16), persistent=False)
        self.register_buffer("mask", torch.full((shape.context, shape.context), float("-inf")).triu(1), persistent=False)

    def hidden(self, tokens):
        length = tokens.shape[1]
        x = F.embedding(tokens, self.embedding)
        for block in self.blocks:
            x = block(x, self.cosine[:length], self.sine[:length], self.mask[:length, :length])
        return self.final_norm(x)

    def continued(self, tokens, positions, mask, caches):
        """The hidden states of `tokens` at `positions` of each row, after what the caches hold; `mask` is added to the scores."""
        x = F.embedding(tokens, self.embedding)
        for block, cache in zip(self.blocks, caches):
            x = block(x, self.cosine[positions], self.sine[positions], mask, cache)
        return self.final_norm(x)

    def logits(self, hidden):
        return bf16_linear(hidden, self.embedding).float()

    def loss(self, tokens, targets, weights):
        """Mean cross entropy over the positions whose weight is not 0."""
        chosen = weights.nonzero(as_tuple=True)
        losses = F.cross_entropy(self.logits(self.hidden(tokens)[chosen]), targets[chosen], reduction="none")
        w = weights[chosen]
        return (losses * w).sum() / w.sum()
