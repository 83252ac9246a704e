package undertone.corpora.preference;

import undertone.corpora.ClipId;
import undertone.corpora.VoterId;
import undertone.corpora.challenge.Preference;

/// What a voter holds of two descriptions of a clip now.
public record StandingPreference(ClipId clip, VoterId voter, Pair pair, Preference preference) {}
