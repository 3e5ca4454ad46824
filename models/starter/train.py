"""Trains the starter model. Resumable: run it again with the same folder and it goes on from the last checkpoint.

The learning rate warms up, stays, and falls to zero over the last part of the time that --minutes grants; a run that is told
a later end goes on at the full rate. Loss is taken on answers only. Matrices are updated by Muon, the rest by Adam.
"""
import argparse
import json
import os
import random
import signal
import time

import torch

from model import Llama, Shape
from tokenizer import Tokenizer

PAD = 0
SHORT = (8, 28)  # Answer tokens of a shortened sample.
SHORT_NAMED = (7, 16)  # The same where the function's name was given: what counts is to copy it.
MEAN_DECAY = 0.99  # A running mean of the weights, with which a run can be judged before its rate has fallen.


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", required=True, help="folder with train.jsonl")
    parser.add_argument("--out", required=True, help="folder for the tokenizer and the checkpoints")
    parser.add_argument("--until", required=True, help="local time HH:MM at which the learning rate has fallen to zero")
    parser.add_argument("--decay-minutes", type=float, default=18)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch-tokens", type=int, default=4096)
    parser.add_argument("--muon-rate", type=float, default=0.02)
    parser.add_argument("--adam-rate", type=float, default=0.004)
    parser.add_argument("--warmup-steps", type=int, default=60)
    parser.add_argument("--vocabulary", type=int, default=2048)
    parser.add_argument("--short-share", type=float, default=0.6, help="share of samples whose answer is cut short")
    parser.add_argument("--copy-share", type=float, default=0.2, help="share of samples replaced by random tokens said twice")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def until(text):
    now = time.localtime()
    hour, minute = map(int, text.split(":"))
    return time.mktime((now.tm_year, now.tm_mon, now.tm_mday, hour, minute, 0, 0, 0, -1))


def read(corpus, tokenizer):
    """Every sample as its tokens, the number of leading tokens that carry no loss, and whether it names a function."""
    end = tokenizer.ids["<|im_end|>"]
    samples = []
    with open(os.path.join(corpus, "train.jsonl")) as file:
        for line in file:
            s = json.loads(line)
            head = tokenizer.gap(s["prefix"], s["suffix"]) if s["kind"] == "Gap" else tokenizer.chat(s["prompt"])
            samples.append((head + tokenizer.encode(s["answer"]) + [end], len(head), s["kind"] == "Named"))
    return samples


def shortened(sample, chance, share):
    """A share of the samples ends early: which program is asked for shows in its first tokens, the rest is learned soon."""
    tokens, head, named = sample
    if chance.random() >= share:
        return sample
    return tokens[:head + chance.randint(*(SHORT_NAMED if named else SHORT))], head, named


def copied(vocabulary, chance):
    """Random tokens said twice, with loss on the second time: nothing but copying predicts them, as with the name a user gives."""
    run = [chance.randrange(vocabulary) for _ in range(chance.randint(6, 24))]
    return run + run, len(run) + 1, False


def batches(samples, size, chance, share, copies, vocabulary):
    """Endless batches of about `size` tokens, each of samples of nearly one length, in random order."""
    complete = samples
    while True:
        samples = [copied(vocabulary, chance) if chance.random() < copies else shortened(sample, chance, share) for sample in complete]
        order = list(range(len(samples)))
        chance.shuffle(order)
        for start in range(0, len(order), 4096):
            pool = sorted(order[start:start + 4096], key=lambda i: len(samples[i][0]))
            ready, group = [], []
            for i in pool:
                if group and len(samples[i][0]) * (len(group) + 1) > size:
                    ready.append(group)
                    group = []
                group.append(i)
            chance.shuffle(ready)
            for group in ready:
                yield tensors([samples[i] for i in group])


def tensors(group):
    length = max(len(tokens) for tokens, _, _ in group) - 1
    inputs = torch.full((len(group), length), PAD)
    targets = torch.full((len(group), length), PAD)
    weights = torch.zeros(len(group), length)
    for row, (tokens, head, _) in enumerate(group):
        inputs[row, :len(tokens) - 1] = torch.tensor(tokens[:-1])
        targets[row, :len(tokens) - 1] = torch.tensor(tokens[1:])
        weights[row, head - 1:len(tokens) - 1] = 1
    return inputs, targets, weights


def orthogonal(matrix, steps=5):
    """Newton-Schulz iteration towards the nearest orthogonal matrix (Jordan et al., Muon, 2024)."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrix / (matrix.norm() + 1e-7)
    flipped = x.shape[0] > x.shape[1]
    x = (x.t() if flipped else x).to(torch.bfloat16)
    for _ in range(steps):
        square = x @ x.t()
        x = a * x + (b * square + c * square @ square) @ x
    return (x.t() if flipped else x).float()


class Muon(torch.optim.Optimizer):
    def __init__(self, parameters, lr, momentum=0.95, weight_decay=0.01):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(p)
                state["momentum"].mul_(group["momentum"]).add_(p.grad)
                update = orthogonal(p.grad + group["momentum"] * state["momentum"])
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(update, alpha=-group["lr"] * max(1, p.shape[0] / p.shape[1]) ** 0.5)


def main():
    options = parse()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    os.makedirs(options.out, exist_ok=True)
    vocabulary_path = os.path.join(options.out, "tokenizer.json")
    checkpoint_path = os.path.join(options.out, "checkpoint.pt")
    if not os.path.exists(vocabulary_path):
        with open(os.path.join(options.corpus, "train.jsonl")) as file:
            lines = [json.loads(line) for _, line in zip(range(20000), file)]
        texts = [text for s in lines for text in (s.get("prompt", ""), s["answer"])]
        Tokenizer.train(texts, options.vocabulary).save(vocabulary_path)
    tokenizer = Tokenizer.load(vocabulary_path)
    samples = read(options.corpus, tokenizer)
    print(f"{len(samples)} samples, {sum(len(t) for t, _, _ in samples) / len(samples):.1f} tokens each", flush=True)

    model = Llama(Shape(vocabulary=len(tokenizer.tokens)))
    matrices = [p for name, p in model.named_parameters() if name.startswith("blocks.") and p.dim() == 2]
    others = [p for name, p in model.named_parameters() if not (name.startswith("blocks.") and p.dim() == 2)]
    optimizers = [Muon(matrices, options.muon_rate), torch.optim.AdamW(others, options.adam_rate, betas=(0.9, 0.98), weight_decay=0.0)]
    rates = [options.muon_rate, options.adam_rate]
    mean = [p.detach().clone() for p in model.parameters()]
    step, seen = 0, 0
    if os.path.exists(checkpoint_path):
        stored = torch.load(checkpoint_path)
        model.load_state_dict(stored["model"])
        for optimizer, state in zip(optimizers, stored["optimizers"]):
            optimizer.load_state_dict(state)
        mean = stored["mean"]
        step, seen = stored["step"], stored["seen"]

    def save():
        torch.save({"model": model.state_dict(), "mean": mean, "optimizers": [o.state_dict() for o in optimizers], "step": step, "seen": seen,
                    "shape": model.shape.asdict()}, checkpoint_path + ".new")
        os.replace(checkpoint_path + ".new", checkpoint_path)

    stop = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(True))
    end = until(options.until)
    source = batches(samples, options.batch_tokens, random.Random(options.seed + step), options.short_share,
                     options.copy_share, len(tokenizer.tokens))
    average, told, saved, tokens = None, time.time(), time.time(), 0
    while time.time() < end and not stop:
        left = (end - time.time()) / 60
        factor = min(1, (step + 1) / options.warmup_steps, left / options.decay_minutes)
        for optimizer, rate in zip(optimizers, rates):
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
        inputs, targets, weights = next(source)
        loss = model.loss(inputs, targets, weights)
        model.zero_grad(set_to_none=True)
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        keep = min(MEAN_DECAY, step / (step + 10))
        with torch.no_grad():
            for slow, p in zip(mean, model.parameters()):
                slow.lerp_(p, 1 - keep)
        step, seen, tokens = step + 1, seen + inputs.numel(), tokens + inputs.numel()
        average = loss.item() if average is None else 0.98 * average + 0.02 * loss.item()
        if time.time() - told > 20:
            print(f"{time.strftime('%H:%M:%S')} step {step} tokens {seen / 1e6:.2f}M loss {average:.4f} last {loss.item():.4f} "
                  f"rate {factor:.2f} {tokens / (time.time() - told):.0f} tokens/s", flush=True)
            told, tokens = time.time(), 0
        if time.time() - saved > 120:
            save()
            saved = time.time()
    save()
    print("done", step, flush=True)


if __name__ == "__main__":
    main()
