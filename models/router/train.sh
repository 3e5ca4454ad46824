#!/usr/bin/env bash
# Trains the shipped router anew: models/router/train.sh DIR, where DIR holds the outcome files named below. Takes minutes on two cores.
set -euo pipefail
data=$(cd "${1:?the folder of the outcome files}" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
files=()
for source in mmlu gsm8k mmlu_pro evalperf llmrouter lcb_gen24 lcb_gen25 lcb_repair lcb_testgen; do files+=("$data/$source.jsonl.gz"); done
./tandem router train --data "${files[@]}" --seed 1 --name learned-2026-11 --out models/router/router.bin
