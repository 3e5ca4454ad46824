namespace Tandem.Routing.Training;

/// <summary>The rows do not allow to train a router; the message says what is missing.</summary>
public sealed class TrainingException(string message) : Exception(message);
