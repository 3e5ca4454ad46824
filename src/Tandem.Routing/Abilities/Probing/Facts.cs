namespace Tandem.Routing.Abilities.Probing;

/// <summary>Facts to choose among four, from school to speciality.</summary>
internal static class Facts
{
    private const string Letters = "ABCD";

    /// <summary>Difficulty, question, the right choice, three wrong ones.</summary>
    private static readonly (double Difficulty, string Question, string Right, string[] Wrong)[] s_facts =
    [
        (-4.5, "Which of these is a mammal?", "Whale", ["Shark", "Trout", "Penguin"]),
        (-4, "What is the capital of Italy?", "Rome", ["Milan", "Venice", "Naples"]),
        (-3.5, "Which gas do plants take in for photosynthesis?", "Carbon dioxide", ["Nitrogen", "Oxygen", "Helium"]),
        (-3, "Who wrote the play Hamlet?", "William Shakespeare", ["Christopher Marlowe", "John Milton", "Ben Jonson"]),
        (-2.5, "Which organelle holds most of a cell's DNA?", "Nucleus", ["Ribosome", "Golgi apparatus", "Lysosome"]),
        (-2.3, "Which metal is liquid at room temperature?", "Mercury", ["Sodium", "Zinc", "Lead"]),
        (-2, "Which protocol gives out IP addresses on a network?", "DHCP", ["DNS", "SMTP", "SNMP"]),
        (-1.8, "In economics, what is the name of goods whose demand falls when incomes rise?", "Inferior goods", ["Normal goods", "Public goods", "Complements"]),
        (-1.5, "Which treaty ended the Thirty Years' War?", "Peace of Westphalia", ["Treaty of Utrecht", "Peace of Augsburg", "Treaty of Tordesillas"]),
        (-1.2, "Which enzyme unwinds the DNA double helix in replication?", "Helicase", ["Ligase", "Primase", "Polymerase I"]),
        (-1, "Which cranial nerve brings parasympathetic fibres to the heart?", "Vagus", ["Trigeminal", "Facial", "Hypoglossal"]),
        (-0.8, "Which philosopher wrote the Tractatus Logico-Philosophicus?", "Ludwig Wittgenstein", ["Bertrand Russell", "Gottlob Frege", "Rudolf Carnap"]),
        (-0.5, "Under the common law, which doctrine lets a court infer negligence from the mere fact of an accident?", "Res ipsa loquitur", ["Respondeat superior", "Stare decisis", "Volenti non fit injuria"]),
        (-0.3, "Which consistency model does the Raft algorithm let a replicated log provide to its clients?", "Linearizability", ["Eventual consistency", "Read-your-writes only", "Monotonic reads only"]),
        (0, "Which mineral is the hardest after diamond on the Mohs scale?", "Corundum", ["Topaz", "Quartz", "Orthoclase"]),
        (0.3, "Which theorem says that every bounded sequence of real numbers has a convergent subsequence?", "Bolzano–Weierstrass", ["Heine–Cantor", "Hahn–Banach", "Stone–Weierstrass"]),
        (0.5, "Which amino acid is achiral?", "Glycine", ["Alanine", "Proline", "Serine"]),
        (0.8, "Which dynasty ruled China directly before the Tang?", "Sui", ["Jin", "Song", "Liao"]),
        (1, "Deficiency of which enzyme causes Lesch–Nyhan syndrome?", "HGPRT", ["Adenosine deaminase", "Hexosaminidase A", "Glucocerebrosidase"]),
        (1.3, "Which space group symbol belongs to the rock-salt structure?", "Fm-3m", ["Fd-3m", "Pm-3m", "Im-3m"]),
        (1.6, "What is the fundamental group of the Klein bottle's orientable double cover?", "Z × Z", ["Z", "Z × Z/2", "The free group on two generators"]),
        (2, "Which memory-order violation can a C++ program with only release stores and acquire loads on different atomics still show?", "Store buffering", ["Message passing", "Load of an unwritten value", "Loss of coherence on one atomic"]),
    ];

    public static IReadOnlyList<ProbeItem> All { get; } = [.. s_facts.Select((fact, number) => ItemOf(number, fact))];

    private static ProbeItem ItemOf(int number, (double Difficulty, string Question, string Right, string[] Wrong) fact)
    {
        var place = (number * 7 + 2) % Letters.Length;
        List<string> options = [.. fact.Wrong];
        options.Insert(place, fact.Right);
        var lines = string.Join('\n', options.Select((option, i) => $"{Letters[i]}. {option}"));
        return new ProbeItem($"knowledge-{number + 1}", "knowledge", $"{fact.Question}\n{lines}\nAnswer with the letter.", Letters[place].ToString(), fact.Difficulty, Chance: 1.0 / Letters.Length);
    }
}
