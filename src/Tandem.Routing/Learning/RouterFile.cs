using System.Runtime.InteropServices;
using Tandem.Routing.Features;

namespace Tandem.Routing.Learning;

/// <summary>
/// The file of a trained router: "TNDMRTR" and a format byte, the version of the features, then the parts in fixed order, little-endian,
/// texts as in <see cref="BinaryWriter"/>, arrays with their length before them.
/// </summary>
internal static class RouterFile
{
    private const byte Format = 3;
    private const int MostItems = 16 * 1024 * 1024; // Far above any real router: a damaged length must not ask for memory.

    private static readonly byte[] s_magic = "TNDMRTR"u8.ToArray();

    public static void Save(LearnedRouter router, Stream stream)
    {
        using var to = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        to.Write(s_magic);
        to.Write(Format);
        to.Write(PromptFeatures.Version);
        to.Write(router.Version);
        to.Write(router.DemandShare);
        to.Write(router.Calibration.Slope);
        to.Write(router.Calibration.Intercept);
        Write(to, router.Vocabulary.Keys);
        Write(to, router.Vocabulary.Idf);
        Write(to, router.Heads.Weights);
        Write(to, router.Heads.Scales);
        Write(to, router.Heads.Intercepts);
        to.Write(router.Topics.Count);
        foreach (var topic in router.Topics)
        {
            to.Write(topic.Key);
            to.Write(topic.FirstHead);
            to.Write(topic.Classes.Length);
            foreach (var name in topic.Classes)
                to.Write(name);
            Write<float>(to, topic.Middles);
            Write<float>(to, topic.Gains);
        }

        to.Write(router.Sources.Count);
        foreach (var source in router.Sources)
        {
            to.Write(source.Name);
            Write<float>(to, source.Means);
            Write<float>(to, source.Deviations);
        }

        Write(to, router.Middle);
        Write(to, router.Gain);
        Write(to, router.Words.Weights);
        Write(to, router.Words.Scales);
        Write(to, router.Words.Intercepts);
        to.Write(router.Models.Count);
        foreach (var model in router.Models.Values.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            to.Write(model.Name);
            to.Write(model.Skills.Count);
            foreach (var (skill, value) in model.Skills.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                to.Write(skill);
                to.Write(value);
            }

            to.Write(model.Overall);
            Write<int>(to, model.Sources);
            to.Write(model.Rows);
            to.Write(model.Words);
            to.Write(model.Residual is not null);
            if (model.Residual is not null)
                Write(to, model.Residual);
        }
    }

    /// <exception cref="RouterFormatException">Not a router, cut short, or of another version.</exception>
    public static LearnedRouter Load(Stream stream)
    {
        using var from = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            return Load(from);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or IOException)
        {
            throw new RouterFormatException("This router file is damaged or cut short; train it anew with `tandem router train`.", e);
        }
    }

    private static LearnedRouter Load(BinaryReader from)
    {
        if (!from.ReadBytes(s_magic.Length).AsSpan().SequenceEqual(s_magic))
            throw new RouterFormatException("This file is not a router; `tandem router train --out FILE` writes one.");
        var format = from.ReadByte();
        var features = from.ReadInt32();
        if (format != Format || features != PromptFeatures.Version)
            throw new RouterFormatException($"This router has format {format} and features {features}; this program reads {Format} and {PromptFeatures.Version}. Train it anew.");
        var router = new LearnedRouter
        {
            Version = from.ReadString(),
            DemandShare = from.ReadSingle(),
            Calibration = (from.ReadSingle(), from.ReadSingle()),
            Vocabulary = new NgramVocabulary(Read<uint>(from), Read<float>(from)),
            Heads = new LinearHeads(Read<sbyte>(from), Read<float>(from), Read<float>(from)),
            Topics = ReadList(from, () => new TopicGroup(from.ReadString(), from.ReadInt32(), [.. ReadList(from, from.ReadString)], Read<float>(from), Read<float>(from))),
            Sources = ReadList(from, () => new SourceProfile(from.ReadString(), Read<float>(from), Read<float>(from))),
            Middle = ReadTrees(from),
            Gain = ReadTrees(from),
            Words = new LinearHeads(Read<sbyte>(from), Read<float>(from), Read<float>(from)),
            Models = ReadList(from, () => ReadModel(from)).ToDictionary(m => m.Name, StringComparer.Ordinal),
        };
        Check(router);
        return router;
    }

    private static ModelHead ReadModel(BinaryReader from)
    {
        var name = from.ReadString();
        var skills = ReadList(from, () => (Skill: from.ReadString(), Value: from.ReadSingle())).ToDictionary(s => s.Skill, s => s.Value, StringComparer.Ordinal);
        return new ModelHead(name, skills, from.ReadSingle(), Read<int>(from), from.ReadInt32(), from.ReadInt32(), from.ReadBoolean() ? ReadTrees(from) : null);
    }

    private static void Check(LearnedRouter router)
    {
        var (heads, words) = (router.Heads, router.Words);
        Require(router.Vocabulary.Keys.Length == router.Vocabulary.Idf.Length);
        Require(heads.Scales.Length == heads.Intercepts.Length && heads.Weights.Length == router.Vocabulary.Count * heads.Heads);
        Require(words.Scales.Length == words.Intercepts.Length && words.Weights.Length == router.Vocabulary.Count * words.Heads);
        foreach (var topic in router.Topics)
            Require(topic.FirstHead >= 0 && topic.FirstHead + topic.Classes.Length <= heads.Heads && topic.Middles.Length == topic.Classes.Length && topic.Gains.Length == topic.Classes.Length);
        foreach (var source in router.Sources)
            Require(source.Means.Length == SurfaceNames.All.Count && source.Deviations.Length == SurfaceNames.All.Count);
        var width = StageRow.Width(router.Topics.Count);
        Require(router.Middle.IsSound(width) && router.Gain.IsSound(width));
        foreach (var model in router.Models.Values)
            Require(Array.TrueForAll(model.Sources, source => source >= 0 && source < router.Sources.Count) && model.Words >= -1 && model.Words < words.Heads && model.Residual?.IsSound(width) != false);
    }

    private static void Require(bool sound)
    {
        if (!sound) throw new FormatException("parts do not fit together");
    }

    private static void Write(BinaryWriter to, BoostedTrees trees)
    {
        to.Write(trees.Base);
        Write<int>(to, trees.Roots);
        Write<short>(to, trees.Features);
        Write<float>(to, trees.Values);
        Write<int>(to, trees.Left);
    }

    private static BoostedTrees ReadTrees(BinaryReader from) =>
        new(from.ReadSingle(), Read<int>(from), Read<short>(from), Read<float>(from), Read<int>(from));

    private static void Write<T>(BinaryWriter to, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        to.Write(values.Length);
        to.Write(MemoryMarshal.AsBytes(values));
    }

    private static T[] Read<T>(BinaryReader from)
        where T : unmanaged
    {
        var values = new T[Count(from)];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static List<T> ReadList<T>(BinaryReader from, Func<T> item)
    {
        var count = Count(from);
        var list = new List<T>(Math.Min(count, 1024));
        for (var i = 0; i < count; i++)
            list.Add(item());
        return list;
    }

    private static int Count(BinaryReader from) =>
        from.ReadInt32() is var count and >= 0 and <= MostItems ? count : throw new FormatException("impossible length");
}
