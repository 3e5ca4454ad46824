namespace Tandem.Agent.Checkpoints;

/// <summary>Kinds of entry that a checkpoint keeps. Pipes, sockets and devices are nobody's source code.</summary>
public enum FileStateKind
{
    File,
    Link,
    Folder,
}
