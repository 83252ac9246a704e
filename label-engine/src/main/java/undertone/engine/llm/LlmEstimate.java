package undertone.engine.llm;

/// What a run would take if every request succeeded, before anything is sent.
///
/// @param items to ask about; clips that are one another's likeness count once
/// @param known of them, those that the cache answers already or that have nothing to be shown
/// @param money in the currency of the tariff
public record LlmEstimate(
    int items, int known, int requests, int images, long tokensIn, long tokensOut, double money) {}
