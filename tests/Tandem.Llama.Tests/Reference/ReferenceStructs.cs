using System.Runtime.InteropServices;

namespace Tandem.Llama.Tests.Reference;

// Layouts of llama.h at llama.cpp v0.5.0 (the release inside @node-llama-cpp 3.22.1). Passed by value, so they must match exactly.
[StructLayout(LayoutKind.Sequential)]
internal struct ModelParams
{
    public nint Devices, TensorBufferOverrides;
    public int GpuLayers, SplitMode, LoadMode, LazyMode, MainGpu;
    public nint TensorSplit, ProgressCallback, ProgressUserData, KeyValueOverrides;
    public byte VocabularyOnly, CheckTensors, UseExtraBufferTypes, NoHost, NoAlloc, LoadMtp;
}

[StructLayout(LayoutKind.Sequential)]
internal struct ContextParams
{
    public uint Context, Batch, MicroBatch, MaxSequences, RecurrentSnapshots, MaxOutputs, MaxOutputsPerSequence;
    public int Threads, BatchThreads, ContextType, RopeScaling, Pooling, AttentionType, FlashAttention;
    public float RopeBase, RopeScale, YarnExtFactor, YarnAttnFactor, YarnBetaFast, YarnBetaSlow;
    public uint YarnOriginalContext;
    public float DefragThreshold;
    public nint EvalCallback, EvalUserData;
    public int KeyType, ValueType;
    public nint AbortCallback, AbortData;
    public byte Embeddings, OffloadKeyValues, NoPerf, OpOffload, FullSlidingWindow, UnifiedKeyValues;
    public nint Samplers;
    public nuint SamplerCount;
    public nint OtherContext;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Batch
{
    public int TokenCount;
    public int* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public int** Sequences;
    public sbyte* Outputs;
}
