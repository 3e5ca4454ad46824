namespace Tandem.Routing.Features;

/// <summary>Words by what they say about a request: subject, kind of reasoning, size of the task.</summary>
/// <remarks>Written by hand from the vocabulary of the fields, not learned, so that it carries over to sources never seen.</remarks>
internal static class Lexicon
{
    private static readonly (string Name, string Words)[] s_categories =
    [
        ("negation", "not no never none neither nor without cannot don't doesn't didn't isn't aren't won't can't except false incorrect unlikely"),
        ("reasoning", "if then because therefore suppose assume assuming given since hence thus whether unless otherwise implies conclude infer deduce consider"),
        ("comparison", "more less than fewer twice half double triple times as many much remaining left another every per each together altogether difference equal equally"),
        ("arithmetic", "sum total cost price pay paid buy bought sell sold spend spent earn earned save saved percent discount average profit amount add subtract multiply divide number share split rate"),
        ("advanced-math", "integral derivative matrix eigenvalue polynomial topology topological vector homomorphism isomorphic isomorphism group ring field abelian cyclic modulus continuous differentiable convergent converge sequence series theorem lemma function equation root real complex determinant basis subspace linear logarithm log sin cos tan prime divisor factorial permutation combinatorics"),
        ("physics", "velocity acceleration force mass energy momentum charge electric magnetic field photon electron proton wavelength frequency gravity gravitational pressure temperature heat thermodynamic entropy particle quantum wave light speed current voltage resistor capacitor torque orbit joule newton relativity friction lens"),
        ("chemistry", "acid base molecule molecular atom atomic ion ionic bond reaction oxidation reduction catalyst solution molar mole moles ph equilibrium compound element hydrogen oxygen carbon sodium chlorine organic aqueous isotope spectrum nmr enthalpy electrolyte titration polymer"),
        ("biology", "cell cells gene genes dna rna protein proteins enzyme species evolution evolutionary organism plant plants bacteria virus mitochondria membrane chromosome mutation allele ecosystem photosynthesis hormone tissue neuron population genetic mitosis meiosis"),
        ("medicine", "patient patients disease diagnosis treatment symptoms clinical drug dose blood pain physician hospital surgery cancer infection syndrome chronic acute artery nerve muscle fever pressure vitamin nursing medication therapy diabetes cardiac renal pulmonary year-old nutrition diet anatomy"),
        ("law", "plaintiff defendant court statute law contract liable liability negligence tort jury trial evidence constitutional amendment property deed crime criminal murder robbery larceny burglary landowner attorney lawyer witness testimony hearsay judgment sued suit seller buyer conveyed owner police state convicted arrested legal jurisdiction"),
        ("economics", "demand supply price inflation gdp market tax interest monetary fiscal elasticity monopoly firm firms marginal revenue unemployment aggregate currency investment bond bonds stock asset assets capital equity depreciation audit auditor accounting income expense dividend debt budget marketing consumer consumers management organization business"),
        ("history", "war century king queen empire revolution treaty president government political colonial ancient dynasty civilization soviet british french american roman nation nations election congress party communist slavery archaeological paleolithic neolithic maya egypt civil policy foreign"),
        ("philosophy", "argument moral morally ethics ethical philosophy philosopher kant plato aristotle utilitarian virtue justice belief believe god religion religious knowledge truth fallacy premise premises conclusion logic proposition predicate buddhist islam hindu christian jewish soul"),
        ("psychology", "behavior behaviour cognitive memory personality therapy therapist freud learning motivation emotion attachment anxiety depression perception social self development child children adolescent stimulus conditioning attitude group culture gender sociology society identity"),
        ("computing", "computer algorithm complexity turing compiler cache processor operating network protocol tcp ip database sql query binary bit bits byte memory address pointer regular grammar automaton big-o np-complete hash encryption virtual page instruction machine learning neural classifier kernel gradient training"),
        ("programming", "function method class variable string list array integer int return returns print loop code program python java javascript typescript csharp c# html css json file script write implement input output parameter argument object dictionary tuple def"),
        ("algorithms", "graph tree dag shortest path subsequence substring subarray permutation modulo lexicographically palindrome queries query vertices vertex edges edge grid minimum maximum optimal operations interval segment dp dynamic greedy bfs dfs bitwise xor contiguous subset subsets knapsack recursion recursive backtracking heap"),
        ("systems", "thread threads lock lock-free mutex atomic race deadlock concurrency concurrent distributed consensus raft paxos replica replication consistency linearizable linearizability transaction isolation latency throughput scheduler garbage allocator kernel memory-model barrier fence partition failover shard sharding async asynchronous cas aba reclamation hazard epoch invariant crdt byzantine"),
        ("proof", "prove proof proofs show derive theorem lemma rigorous formally formal correctness invariant induction contradiction counterexample verify bound bounds asymptotic hypothesis conjecture analyse analyze"),
        ("simple-edit", "rename typo spelling format reformat indent comment comments hello world simple basic short trivial quick small sort reverse capitalise capitalize uppercase lowercase remove unused import imports whitespace docstring bump version"),
        ("creative", "story poem write essay blog email letter describe creative funny song lyrics character characters plot scene dialogue recipe ideas title caption tweet slogan"),
        ("translation", "translate translation english french german spanish italian chinese japanese russian romanian ukrainian language sentence into"),
        ("explain", "explain describe summarize summarise overview difference between meaning define definition example examples understand compare pros cons tutorial guide"),
        ("optimisation", "minimum maximum minimal maximal optimal best most least largest smallest highest lowest greatest shortest longest fewest efficient efficiently optimize optimise"),
        ("number-words", "zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million first second third fourth dozen quarter thirds once pair"),
        ("units", "hours hour minutes minute seconds days day weeks week months month years year dollars dollar cents feet foot inches inch meters miles mile km cm mm kg grams pounds liters gallons degrees mph ounces m s n j w v hz mol atm pa mw"),
        ("what", "what which who whom whose when where name identify"),
        ("how-why", "why how explain cause causes reason reasons purpose"),
        ("likely", "approximately probably likely primarily best closest nearest usually generally typically mainly appropriate probable estimate about roughly"),
        ("people", "he she his her him they their them i my me we our you your man woman boy girl friend mother father brother sister"),
        ("function-words", "the a an of in on at to for from by with and or is are was were be been being this that these those it its as which has have had do does did will would can could may might should shall into over under after before between about there also but so such other some any all"),
        ("repair", "fix bug bugs error errors exception failing fails failed crash broken wrong debug issue problem stack trace warning test tests unit regression"),
        ("absolute", "all always only must every any entirely completely exactly none never whole required necessarily"),
        ("statements", "statement statements following correct incorrect true false except both neither option options above below answer choose select i ii iii iv"),
        ("trivia", "country city capital film movie song album band actor actress singer team season won award star river mountain born died played author book novel series show episode television released wrote located population"),
        ("security", "encryption decrypt cipher attack attacker vulnerability exploit overflow password authentication authorization malware firewall tls certificate xss csrf injection buffer sandbox privacy token"),
        ("engineering", "circuit load beam steel pipe diameter pump turbine engine motor flow fluid cylinder density viscosity transfer impedance amplifier transistor rotor generator conductor bridge stress strain thickness surface control feedback signal"),
        ("statistics", "probability random variable variance deviation mean median normal distribution sample samples test hypothesis regression correlation confidence expected independent dice coin coins cards estimator bayes poisson statistic"),
        ("geometry", "triangle circle square rectangle angle radius area perimeter volume sphere cube parallel perpendicular polygon diagonal length width height side sides coordinate coordinates axis plane slope line point"),
        ("design", "design architecture scalable refactor migrate migration module service services api schema backwards-compatible trade-offs tradeoffs tradeoff strategy plan pipeline compiler parser interpreter optimizer engine system protocol"),
        ("scope", "entire across whole codebase repository multiple several modules files end-to-end production complete full project integrate all layers"),
        ("rare-languages", "afrikaans albanian amharic armenian azerbaijani basque belarusian bengali bosnian burmese catalan cebuano esperanto estonian faroese filipino frisian gaelic galician georgian guarani gujarati haitian hausa hawaiian hmong icelandic igbo ilocano irish javanese kannada kashmiri kazakh khmer kinyarwanda kurdish kurmanji kyrgyz lao latvian limburgish lingala lithuanian luxembourgish macedonian malagasy malayalam maltese maori marathi mesopotamian levantine mongolian nepali occitan odia oromo pashto pidgin pisin punjabi quechua samoan sanskrit sesotho shona sindhi sinhala slovenian somali sorani sundanese swahili swati tagalog tajik tamil tatar telugu tibetan tigrinya tswana turkmen twi urdu uyghur uzbek waray welsh wolof xhosa yiddish yoruba zulu"),
    ];

    private static readonly Dictionary<ulong, ulong> s_masks = Build();

    public static int Count => s_categories.Length;

    public static IEnumerable<string> Names => s_categories.Select(c => c.Name);

    /// <summary>One bit for each category that holds the word, given by its <see cref="TextHash"/>.</summary>
    public static ulong MaskOf(ulong hash) => s_masks.GetValueOrDefault(hash);

    private static Dictionary<ulong, ulong> Build()
    {
        var masks = new Dictionary<ulong, ulong>();
        for (var category = 0; category < s_categories.Length; category++)
        {
            foreach (var word in s_categories[category].Words.Split(' '))
            {
                var hash = TextHash.OfWord(word);
                masks[hash] = masks.GetValueOrDefault(hash) | (1UL << category);
            }
        }

        return masks;
    }
}
