namespace Tandem.Agent.FrontMatter;

/// <summary>Collects what is wrong in one file, so that one reading names all of it.</summary>
internal sealed class FaultList(string file)
{
    private const int Most = 20;

    private readonly List<FileFault> _faults = [];

    public string File => file;

    public bool Any => _faults.Count > 0;

    public IReadOnlyList<FileFault> Faults => _faults;

    public void Add(FileFault fault)
    {
        if (_faults.Count < Most)
            _faults.Add(fault);
    }

    public void Add(int line, string key, string problem, string cure)
    {
        Add(new FileFault(file, line, key, problem, cure));
    }
}
