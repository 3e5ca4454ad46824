namespace Tandem.Egress.Tests.Secrets;

/// <summary>Made-up secrets of many kinds, random in what is secret; prefixes are put together here so that no scanner of repositories takes them for real.</summary>
internal static class SecretSamples
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Word = Upper + Lower + Digits;
    private const string Hex = "0123456789abcdef";

    /// <summary>Kind, the secret, and a text that holds it.</summary>
    public static IEnumerable<(string Kind, string Secret, string Text)> All(Random random)
    {
        string R(string alphabet, int length) => new([.. Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)])]);
        (string, string, string) In(string kind, string secret, string template = "client = connect(\"{0}\")  # deploy") =>
            (kind, secret, template.Replace("{0}", secret, StringComparison.Ordinal));
        string Uuid() => $"{R(Hex, 8)}-{R(Hex, 4)}-{R(Hex, 4)}-{R(Hex, 4)}-{R(Hex, 12)}";

        yield return In("aws id", "AK" + "IA" + R(Upper + "234567", 16));
        yield return In("aws secret", R(Word + "/+", 40), "aws_secret_access_key = {0}\nregion = eu-central-1");
        yield return In("github classic", "gh" + "p_" + R(Word, 36));
        yield return In("github app", "gh" + "s_" + R(Word, 36), "curl -H 'Authorization: token {0}' https://api.github.com");
        yield return In("github fine", "github" + "_pat_" + R(Word, 22) + "_" + R(Word, 59));
        yield return In("gitlab", "glp" + "at-" + R(Word, 20));
        yield return In("slack bot", "xox" + "b-" + R(Digits, 12) + "-" + R(Digits, 12) + "-" + R(Word, 24));
        yield return In("slack hook", "hooks.slack" + ".com/services/T" + R(Upper, 8) + "/B" + R(Upper, 8) + "/" + R(Word, 24), "POST https://{0} once the build is red");
        yield return In("discord hook", "discord" + ".com/api/webhooks/" + R(Digits, 18) + "/" + R(Word, 68), "url: https://{0}");
        yield return In("discord bot", "M" + R(Word, 23) + "." + R(Word, 6) + "." + R(Word, 38), "bot.run('{0}')");
        yield return In("telegram", R(Digits, 10) + ":AA" + R(Word, 33), "bot = Bot('{0}')");
        yield return In("stripe", "sk" + "_live_" + R(Word, 24));
        yield return In("stripe restricted", "rk" + "_live_" + R(Word, 24));
        yield return In("square", "sq0" + "csp-" + R(Word, 43));
        yield return In("shopify", "shp" + "at_" + R(Hex, 32));
        yield return In("google api", "AI" + "za" + R(Word + "-_", 35));
        yield return In("google oauth", "GOC" + "SPX-" + R(Word, 28));
        yield return In("azure storage", R(Word + "+/", 86) + "==", "DefaultEndpointsProtocol=https;AccountName=logs;AccountKey={0};EndpointSuffix=core.windows.net");
        yield return In("azure client", R(Word, 3) + "8Q~" + R(Word + "-_.~", 34));
        yield return In("openai project", "sk" + "-proj-" + R(Word + "-_", 64));
        yield return In("openai classic", "sk" + "-" + R(Word, 48), "openai.api_key = '{0}'");
        yield return In("anthropic", "sk" + "-ant-api03-" + R(Word + "-_", 93));
        yield return In("huggingface", "hf" + "_" + R(Word, 34));
        yield return In("groq", "gsk" + "_" + R(Word, 52));
        yield return In("sendgrid", "SG" + "." + R(Word, 22) + "." + R(Word, 43));
        yield return In("mailgun", "key" + "-" + R(Hex, 32));
        yield return In("mailchimp", R(Hex, 32) + "-us" + "14");
        yield return In("twilio key", "S" + "K" + R(Hex, 32));
        yield return In("twilio token", R(Hex, 32), "TWILIO_AUTH_TOKEN={0}");
        yield return In("npm", "npm" + "_" + R(Word, 36));
        yield return In("npmrc", Uuid(), "//registry.npmjs.org/:_authToken={0}");
        yield return In("pypi", "pypi-" + "AgEIcHlwaS5vcmc" + R(Word, 70), "password = {0}");
        yield return In("rubygems", "rubygems" + "_" + R(Hex, 48));
        yield return In("nuget", "oy" + "2" + R(Lower + Digits, 43));
        yield return In("docker hub", "dckr" + "_pat_" + R(Word, 27));
        yield return In("digitalocean", "dop" + "_v1_" + R(Hex, 64));
        yield return In("heroku", Uuid(), "HEROKU_API_KEY={0}");
        yield return In("databricks", "da" + "pi" + R(Hex, 32));
        yield return In("datadog", R(Hex, 32), "DD_API_KEY: {0}");
        yield return In("newrelic", "NR" + "AK-" + R(Upper + Digits, 27));
        yield return In("grafana", "gl" + "sa_" + R(Word, 32) + "_" + R(Hex, 8));
        yield return In("linear", "lin" + "_api_" + R(Word, 40));
        yield return In("notion", "nt" + "n_" + R(Word, 46));
        yield return In("postman", "PM" + "AK-" + R(Hex, 24) + "-" + R(Hex, 34));
        yield return In("terraform", R(Word, 14) + ".atlas" + "v1." + R(Word, 67));
        yield return In("vault", "hv" + "s." + R(Word, 90));
        yield return In("doppler", "dp" + ".pt." + R(Word, 43));
        yield return In("supabase", "sb" + "p_" + R(Hex, 40));
        yield return In("age", "AGE-SECRET" + "-KEY-1" + R(Upper + Digits, 58));
        yield return In("pem", "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE" + R(Word + "+/", 60) + "\n" + R(Word + "+/", 64) + "\n-----END RSA " + "PRIVATE KEY-----", "{0}\n");
        yield return In("openssh", "-----BEGIN OPENSSH " + "PRIVATE KEY-----\nb3BlbnNzaC1rZXk" + R(Word, 50) + "\n-----END OPENSSH " + "PRIVATE KEY-----", "key: |\n{0}\n");
        yield return In("jwt", "ey" + "J" + R(Word, 33) + ".ey" + "J" + R(Word, 80) + "." + R(Word + "-_", 43));
        yield return In("bearer", R(Word, 40), "Authorization: Bearer {0}");
        yield return In("basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes("admin:" + R(Word, 12))), "Authorization: Basic {0}");
        yield return In("database url", R(Word, 16), "DATABASE_URL=postgres://app:{0}@db.internal:5432/shop");
        yield return In("ado string", R(Word, 14), "Server=db;Database=shop;User Id=sa;Password={0};");
        yield return In("netrc", R(Word, 14), "machine api.acme.io login deploy password {0}");
        yield return In("assigned", R(Word, 12) + "9!", "const dbPassword = \"{0}\";");
        yield return In("env", R(Word, 20) + "7", "export SESSION_SECRET={0}\n");
        yield return In("yaml", R(Word, 16) + "4", "db:\n  user: app\n  password: {0}\n  port: 5432\n");
        yield return In("json", R(Word, 24) + "1", "{ \"clientId\": \"abc\", \"client_secret\": \"{0}\" }");
        yield return In("bcrypt", "$2" + "b$12$" + R(Word + "./", 53), "user:{0}");
        yield return In("wireguard", R(Word + "+/", 43) + "=", "[Interface]\nPrivateKey = {0}\nAddress = 10.0.0.2/24");
    }
}
