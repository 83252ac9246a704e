/// Who may do what: accounts, invites, memberships, access tokens.
@NullMarked
package undertone.corpora.people;

import org.jspecify.annotations.NullMarked;
