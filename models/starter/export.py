"""Writes a checkpoint as a GGUF file (architecture `llama`, Q8_0), with the calibration of a report in its metadata."""
import argparse
import json
import os

import torch

import gguf
from model import Llama, Shape
from tokenizer import SPECIAL, Tokenizer

NORMAL, CONTROL = 1, 3
TEMPLATE = ("{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}"
            "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")


def interleaved(matrix, heads):
    """Rows of a query or key matrix from the half layout of rotary positions to the interleaved one of `llama`."""
    rows, columns = matrix.shape
    return matrix.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def tensors_of(model):
    shape = model.shape
    arrays = {name: p.detach().float().numpy() for name, p in model.named_parameters()}
    tensors = {"token_embd.weight": arrays["embedding"]}
    for i in range(shape.layers):
        block = {name[len(f"blocks.{i}."):]: a for name, a in arrays.items() if name.startswith(f"blocks.{i}.")}
        tensors.update({
            f"blk.{i}.attn_norm.weight": block["attention_norm.weight"],
            f"blk.{i}.attn_q.weight": interleaved(block["query"], shape.heads),
            f"blk.{i}.attn_k.weight": interleaved(block["key"], shape.heads),
            f"blk.{i}.attn_v.weight": block["value"],
            f"blk.{i}.attn_output.weight": block["output"],
            f"blk.{i}.ffn_norm.weight": block["feed_forward_norm.weight"],
            f"blk.{i}.ffn_gate.weight": block["gate"],
            f"blk.{i}.ffn_up.weight": block["up"],
            f"blk.{i}.ffn_down.weight": block["down"],
        })
    tensors["output_norm.weight"] = arrays["final_norm.weight"]
    return tensors


def metadata_of(shape, tokenizer, calibration):
    ids = tokenizer.ids
    metadata = {
        "general.architecture": "llama",
        "general.name": "Tandem Starter",
        "general.license": "mit",
        "general.description": "A small model for basic programming requests, trained by the Tandem project on text it generates.",
        "general.file_type": 7,
        "general.quantization_version": 2,
        "llama.context_length": shape.context,
        "llama.embedding_length": shape.width,
        "llama.block_count": shape.layers,
        "llama.feed_forward_length": shape.feed_forward,
        "llama.vocab_size": shape.vocabulary,
        "llama.rope.dimension_count": shape.width // shape.heads,
        "llama.rope.freq_base": float(shape.rope_base),
        "llama.attention.head_count": shape.heads,
        "llama.attention.head_count_kv": shape.heads,
        "llama.attention.layer_norm_rms_epsilon": float(shape.epsilon),
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "gpt-2",
        "tokenizer.ggml.tokens": tokenizer.tokens,
        "tokenizer.ggml.token_type": [CONTROL if token in SPECIAL else NORMAL for token in tokenizer.tokens],
        "tokenizer.ggml.merges": [" ".join(merge) for merge in tokenizer.merges],
        "tokenizer.ggml.bos_token_id": ids["<|endoftext|>"],
        "tokenizer.ggml.eos_token_id": ids["<|im_end|>"],
        "tokenizer.ggml.padding_token_id": ids["<|endoftext|>"],
        "tokenizer.ggml.fim_pre_token_id": ids["<|fim_prefix|>"],
        "tokenizer.ggml.fim_suf_token_id": ids["<|fim_suffix|>"],
        "tokenizer.ggml.fim_mid_token_id": ids["<|fim_middle|>"],
        "tokenizer.ggml.add_bos_token": False,
        "tokenizer.chat_template": TEMPLATE,
    }
    if calibration:
        metadata["tandem.calibration.slope"] = float(calibration["slope"])
        metadata["tandem.calibration.offset"] = float(calibration["offset"])
        metadata["tandem.calibration.refusal"] = calibration["refusal"]
    return metadata


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", required=True, help="folder that train.py wrote")
    parser.add_argument("--out", required=True)
    parser.add_argument("--mean", action="store_true", help="take the running mean of the weights, for a run that is not over")
    parser.add_argument("--report", help="report with the calibration to store")
    options = parser.parse_args()
    tokenizer = Tokenizer.load(os.path.join(options.run, "tokenizer.json"))
    stored = torch.load(os.path.join(options.run, "checkpoint.pt"))
    model = Llama(Shape(**stored["shape"]))
    model.load_state_dict(stored["model"])
    if options.mean:
        with torch.no_grad():
            for p, slow in zip(model.parameters(), stored["mean"]):
                p.copy_(slow)
    calibration = None
    if options.report:
        with open(options.report) as file:
            calibration = json.load(file)["calibration"]
    gguf.write(options.out, metadata_of(model.shape, tokenizer, calibration), tensors_of(model))
    print(f"{options.out}: {os.path.getsize(options.out) / 1e6:.2f} MB after {stored['step']} steps, {stored['seen'] / 1e6:.1f} million tokens")


if __name__ == "__main__":
    main()
