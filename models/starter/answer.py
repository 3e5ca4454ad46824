"""Answers the held-out sets with the exported GGUF, greedily, and notes the mean log-probability of each answer's tokens."""
import argparse
import json
import os

import torch

import gguf
from model import Llama, Shape
from tokenizer import Tokenizer

SETS = ("templates", "phrasings", "commands", "names", "families", "beyond", "gaps")


def load(path):
    file = gguf.Reader(path)
    m = file.metadata
    tokenizer = Tokenizer(m["tokenizer.ggml.tokens"], [merge.split(" ") for merge in m["tokenizer.ggml.merges"]])
    shape = Shape(vocabulary=len(tokenizer.tokens), width=m["llama.embedding_length"], layers=m["llama.block_count"],
                  heads=m["llama.attention.head_count"], feed_forward=m["llama.feed_forward_length"], context=m["llama.context_length"],
                  rope_base=m["llama.rope.freq_base"], epsilon=m["llama.attention.layer_norm_rms_epsilon"])
    model = Llama(shape)
    names = {"attention_norm.weight": "attn_norm", "query": "attn_q", "key": "attn_k", "value": "attn_v", "output": "attn_output",
             "feed_forward_norm.weight": "ffn_norm", "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down"}
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name == "embedding":
                array = file.tensors["token_embd.weight"]
            elif name == "final_norm.weight":
                array = file.tensors["output_norm.weight"]
            else:
                _, layer, part = name.split(".", 2)
                array = file.tensors[f"blk.{layer}.{names[part]}.weight"]
                if part in ("query", "key"):
                    rows, columns = array.shape
                    array = array.reshape(shape.heads, rows // shape.heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)
            p.copy_(torch.from_numpy(array.copy()))
    return model, tokenizer


@torch.no_grad()
def answers(model, tokenizer, prompts, limit=320):
    """The answer to each prompt (lists of tokens) and the mean log-probability of its tokens; prompts are decoded together."""
    end = tokenizer.ids["<|im_end|>"]
    replies, scores = [[] for _ in prompts], [[] for _ in prompts]
    longest = max(map(len, prompts))
    gaps = torch.tensor([longest - len(prompt) for prompt in prompts])  # Prompts stand at the right; what is left of them is masked.
    tokens = torch.tensor([[0] * (longest - len(prompt)) + list(prompt) for prompt in prompts])
    caches = [[] for _ in model.blocks]
    places = torch.arange(longest)
    seen = places[None, :, None] >= places[None, None, :]
    hidden_places = (places[None, None, :] < gaps[:, None, None]) & (places[None, :, None] != places[None, None, :])
    mask = torch.zeros(len(prompts), 1, longest, longest).masked_fill((~seen | hidden_places)[:, None], float("-inf"))
    positions = (places[None, :] - gaps[:, None]).clamp(min=0)
    rows = list(range(len(prompts)))
    for count in range(limit):
        chances = torch.log_softmax(model.logits(model.continued(tokens, positions, mask, caches)[:, -1]), -1)
        values, best = chances.max(-1)
        keep = []
        for row, i in enumerate(rows):
            scores[i].append(values[row].item())
            if best[row] != end and longest + count + 1 < model.shape.context:
                replies[i].append(best[row].item())
                keep.append(row)
        if not keep:
            break
        chosen = torch.tensor(keep)
        rows, gaps, tokens = [rows[row] for row in keep], gaps[chosen], best[chosen, None]
        for cache in caches:
            cache[:] = [part[chosen] for part in cache]
        total = longest + count + 1
        positions = (total - 1 - gaps)[:, None]
        mask = torch.zeros(len(rows), 1, 1, total).masked_fill((torch.arange(total)[None] < gaps[:, None])[:, None, None], float("-inf"))
    return [(tokenizer.decode(reply), sum(s) / len(s)) for reply, s in zip(replies, scores)]


def asked(tokenizer, sample):
    """The tokens of a request, or of a program around its gap."""
    return tokenizer.gap(sample["prefix"], sample["suffix"]) if sample["kind"] == "Gap" else tokenizer.chat(sample["prompt"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--corpus", required=True, help="folder with the held-out sets")
    parser.add_argument("--out", help="file for the answers")
    parser.add_argument("--limit", type=int, default=10 ** 9, help="at most so many samples of each set")
    parser.add_argument("--prompt", action="append", help="answer this instead of the sets")
    parser.add_argument("--sets", default=",".join(SETS), help="which of the sets, with commas between")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model, tokenizer = load(options.model)
    if options.prompt:
        for output, score in answers(model, tokenizer, [tokenizer.chat(prompt) for prompt in options.prompt]):
            print(f"{output}\n[mean log-probability {score:.4f}]\n")
        return
    with open(options.out, "w") as out:
        for name in options.sets.split(","):
            with open(os.path.join(options.corpus, f"{name}.jsonl")) as file:
                samples = [json.loads(line) for line in file]
            samples = samples[::max(1, len(samples) // options.limit)][:options.limit]
            samples.sort(key=lambda s: len(s["answer"]))
            for start in range(0, len(samples), 32):
                group = samples[start:start + 32]
                for sample, (output, score) in zip(group, answers(model, tokenizer, [asked(tokenizer, s) for s in group])):
                    out.write(json.dumps({"set": name, "sample": sample, "output": output, "meanLogProbability": score}) + "\n")


if __name__ == "__main__":
    main()
