using System.Globalization;
using System.Text;
using Tandem.Agent.Turns;

namespace Tandem.Agent.Skills;

/// <summary>Tells the model which skills there are; their text comes when it asks for it.</summary>
public sealed class SkillRules(IReadOnlyList<Skill> skills) : IRulesSource
{
    private const int MaxDescription = 300;

    public Task<Rules> ReadAsync(int maxCharacters, CancellationToken cancellationToken)
    {
        if (skills.Count == 0)
            return Task.FromResult(Rules.None);
        var text = new StringBuilder("# Skills\nWhere one fits, read it with the tool `skill` before you begin:\n");
        foreach (var skill in skills)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"- {skill.Name}: {(skill.Description.Length > MaxDescription ? skill.Description[..MaxDescription] + "…" : skill.Description)}\n");
            if (text.Length + line.Length > maxCharacters)
                break;
            text.Append(line);
        }

        return Task.FromResult(new Rules(text.ToString(), [], IsUntrusted: skills.Any(skill => skill.IsProjects)));
    }
}
